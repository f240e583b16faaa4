import { isAvailable } from '../../../shared/commands/conditions.js';
import { commandTable } from '../../../shared/commands/table.js';
import type { IpcArgs, IpcResult } from '../../../shared/ipc/table.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { notRestored } from '../../../shared/run/report.js';
import type { SettingValues } from '../../../shared/settings/table.js';
import type { Snapshot } from '../../../shared/snapshot/snapshot.js';
import { message, type Locale, type Message } from '../../../shared/text/message.js';
import type { Engine, EngineChannel } from '../engine-port.js';
import { createHandlers } from './calls.js';
import { OfficeEngine } from './office-engine.js';
import type { EngineParts } from './parts.js';
import { upsToAsk } from './power-hint.js';
import { reportText } from './reports.js';
import { buildSnapshot } from './snapshot.js';

/** At most so often a new snapshot goes out. */
const snapshotEveryMs = 250;

/** An engine over one office, real or practice. Commands that change which office it is are the caller's (`practice.open`, `app.quit`). */
export async function createOfficeEngine(parts: EngineParts, locale: () => Locale): Promise<Engine & { readonly office: OfficeEngine }> {
  const office = new OfficeEngine(parts);
  const handlers = createHandlers(office, locale);
  const snapshot = () => buildSnapshot(office);
  const snapshots = createBroadcast<Snapshot>();
  const settings = createBroadcast<SettingValues>();
  const told = throttle(parts, () => {
    if (!office.isStopped) snapshots.tell(snapshot());
  });
  let lastSettings = JSON.stringify(office.settings);
  office.onChange(() => {
    office.upsDesk.learn();
    told();
    const now = JSON.stringify(office.settings);
    if (now !== lastSettings) settings.tell(office.settings);
    lastSettings = now;
  });
  parts.practice?.onChange(told);
  await office.start();
  return {
    office,
    snapshot,
    onSnapshot: snapshots.listen,
    onNotice: (listener) => office.board.onNotice(listener),
    settings: () => office.settings,
    onSettings: settings.listen,
    call: (channel, args) => answer(office, handlers, snapshot, channel, args),
    runCommand: (id) => runCommand(office, snapshot(), id),
    reportText: (what) => reportText(office, what, locale()),
    powerHint: (hint) => office.monitor.alert(upsToAsk(hint, office.connections.list())),
    halfDone: () => halfDone(office),
    stop: () => office.stop(),
  };
}

async function answer<C extends EngineChannel>(
  office: OfficeEngine,
  handlers: ReturnType<typeof createHandlers>,
  snapshot: () => Snapshot,
  channel: C,
  args: IpcArgs<C>,
): Promise<IpcResult<C>> {
  if (channel === 'app.snapshot') return snapshot() as IpcResult<C>;
  if (channel === 'command.run') return (await runCommand(office, snapshot(), (args as IpcArgs<'command.run'>).id)) as IpcResult<C>;
  // The table is typed per channel; that the handler fits its channel is what `Handlers` says.
  const byName: Readonly<Record<string, unknown>> = handlers;
  const handler = byName[channel] as (given: IpcArgs<C>) => IpcResult<C> | Promise<IpcResult<C>>;
  return handler(args);
}

/** Commands of the table that an engine carries out itself. Fails as `command/unavailable` when their conditions do not hold. */
async function runCommand(office: OfficeEngine, snapshot: Snapshot, id: string): Promise<Result<undefined>> {
  const command = commandTable.find((one) => one.id === id);
  if (command === undefined || !isAvailable(command, snapshot)) return failed('command/unavailable', message('core.command.unavailable'));
  switch (command.id) {
    case 'inventory.refresh':
      await office.refreshInventory();
      return done(undefined);
    case 'plan.arm':
      return office.config.setSetting('general.armed', true);
    case 'plan.disarm':
      return office.config.setSetting('general.armed', false);
    case 'run.postpone':
      if (snapshot.countdown?.canPostpone !== true) return failed('command/unavailable', message('core.postpone.refused'));
      office.monitor.input({ kind: 'postponed', atMs: office.parts.clock.nowMs() });
      return done(undefined);
    case 'run.restore':
      return office.conductor.restoreByPerson();
    case 'practice.pullPlug':
      return office.parts.practice?.set({ plugged: false }) ?? failed('practice/notOpen', message('core.practice.notOpen'));
    case 'practice.restoreMains':
      return office.parts.practice?.set({ plugged: true }) ?? failed('practice/notOpen', message('core.practice.notOpen'));
    default:
      return failed('command/unavailable', message('core.command.unavailable'));
  }
}

function halfDone(office: OfficeEngine): readonly Message[] {
  const run = office.runner.current();
  if (run !== undefined && office.runner.isActive()) {
    const all = run.operations.length;
    const ended = run.operations.filter((one) => one.status === 'done' || one.status === 'skipped').length;
    if (run.phase === 'restoring' || run.phase === 'finished' || run.phase === 'aborted') {
      return [message('core.half.restore', { names: notRestored(run).join(', ') || '-' })];
    }
    return [message('core.half.run', { done: ended, all })];
  }
  return office.supplies.isAnyOnBattery() ? [message('core.half.countdown')] : [];
}

function createBroadcast<T>() {
  const listeners = new Set<(value: T) => void>();
  return {
    tell: (value: T) => {
      for (const listener of listeners) listener(value);
    },
    listen: (listener: (value: T) => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Runs at once, and then at most every 250 ms of real time with the last state. */
function throttle(parts: EngineParts, run: () => void): () => void {
  let isWaiting = false;
  let isDue = false;
  const work = () => {
    isDue = false;
    isWaiting = true;
    parts.soon(snapshotEveryMs, () => {
      isWaiting = false;
      if (isDue) work();
    });
    run();
  };
  return () => {
    isDue = true;
    if (!isWaiting) parts.soon(0, () => isDue && !isWaiting && work());
  };
}
