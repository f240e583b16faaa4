import { powerStateOf } from '../../../shared/policy/policy-state.js';
import { failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { commandName, type CommandOutcome, type UpsCapabilities, type UpsCommand } from '../../../shared/ups/command.js';
import type { OfficeEngine } from './office-engine.js';

/** What each UPS can be told, and the commands that a person gives it. */
export interface UpsDesk {
  capabilities(): ReadonlyMap<string, UpsCapabilities>;
  /** Asks each UPS that has answered and was not asked yet. */
  learn(): void;
  /** The connection, or any, leads elsewhere now or has other credentials. */
  forget(upsId?: string): void;
  /** Failures beside those of the UPS: `ups/observer`, `ups/duringRun`, `ups/notOnMains`. */
  tell(upsId: string, command: UpsCommand): Promise<Result<CommandOutcome>>;
}

/** One that does not tell is not asked at every poll. */
const askAgainMs = 60_000;

export function createUpsDesk(engine: OfficeEngine): UpsDesk {
  const known = new Map<string, UpsCapabilities>();
  const notBeforeMs = new Map<string, number>();
  const { clock } = engine.parts;
  const ask = async (upsId: string) => {
    notBeforeMs.set(upsId, clock.nowMs() + askAgainMs);
    const source = await engine.connections.ups(upsId);
    const answer = source.ok ? await source.value.capabilities() : source;
    if (!answer.ok) return;
    known.set(upsId, answer.value);
    engine.changed();
  };
  return {
    capabilities: () => known,
    learn: () => {
      for (const { id, kind } of engine.connections.list()) {
        if (kind !== 'ups' || known.has(id) || clock.nowMs() < (notBeforeMs.get(id) ?? 0)) continue;
        if (powerStateOf(engine.monitor.state(), id)?.trust === 'fresh') void ask(id);
      }
    },
    forget: (upsId) => {
      for (const id of upsId === undefined ? [...notBeforeMs.keys()] : [upsId]) {
        known.delete(id);
        notBeforeMs.delete(id);
      }
    },
    tell: async (upsId, command) => {
      const refused = refusal(engine, upsId, command);
      if (refused !== undefined) return refused;
      const source = await engine.connections.ups(upsId);
      if (!source.ok) return source;
      note(engine, upsId, command);
      const told = await source.value.tell(command);
      // Outlets and beeper show something else now.
      await ask(upsId);
      return told;
    },
  };
}

/** Whoever only watches tells nothing; a run must not have its UPS taken away; and a test must not begin where it could end an outage badly. */
function refusal(engine: OfficeEngine, upsId: string, command: UpsCommand) {
  if (engine.authority.role !== 'coordinator') return failed('ups/observer', message('ups.command.observer'));
  if (command.kind === 'beeper') return undefined;
  if (engine.runner.isActive()) return failed('ups/duringRun', message('ups.command.duringRun'));
  if (command.kind !== 'selfTest' || command.action === 'stop') return undefined;
  const state = powerStateOf(engine.monitor.state(), upsId);
  const isOnMains = state?.power === 'mains' && state.trust === 'fresh';
  return isOnMains ? undefined : failed('ups/notOnMains', message('ups.command.notOnMains'));
}

/** In the log before it leaves. */
function note(engine: OfficeEngine, upsId: string, command: UpsCommand): void {
  const title = engine.connections.list().find(({ id }) => id === upsId)?.title ?? upsId;
  engine.parts.history.addEvent({
    at: engine.parts.clock.wall().toISOString(),
    severity: 'info',
    kind: 'upsCommand',
    message: message('ups.command.given', { title, what: commandName(command) }),
    source: upsId,
  });
}
