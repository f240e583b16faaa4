import { countdown } from '../../../shared/policy/countdown.js';
import { isRuntimeDoubted } from '../../../shared/policy/office-state.js';
import { failureOf, powerStates } from '../../../shared/policy/policy-state.js';
import { credentialFindings } from '../../../shared/settings/credential-findings.js';
import { isRunOver } from '../../../shared/run/lane.js';
import type { RunState } from '../../../shared/run/run.js';
import type { Snapshot, TimeLeft, UpsView } from '../../../shared/snapshot/snapshot.js';
import type { OfficeEngine } from './office-engine.js';

/** The whole state as windows and the tray mirror it; built anew at each change, from parts that are values. */
export function buildSnapshot(engine: OfficeEngine): Snapshot {
  const { parts, config, desk, office } = engine;
  const { role, armed } = engine.authority;
  const kept = engine.inventory.current();
  const active = desk.active(office);
  const run = engine.runner.current();
  const startedAt = engine.runner.startedAt();
  const counting = countdown(engine.monitor.state(), engine.policyConfig);
  const [problem] = config.problems();
  const timeLeft = run === undefined || startedAt === undefined ? undefined : timeLeftOf(engine, run, startedAt);
  return {
    at: parts.clock.wall().toISOString(),
    version: parts.version,
    practice: parts.mode === 'practice',
    role,
    armed,
    office: engine.word,
    ups: upsViews(engine),
    plans: desk.views(office, engine.lasts, doubtedUps(engine)),
    inventory: kept.inventory,
    ...(kept.at === undefined ? {} : { inventoryAt: kept.at }),
    connections: engine.connections.views((connection) => {
      const { parts: secrets, flaws } = engine.secrets.of(connection.id);
      return { secrets, findings: credentialFindings(connection, flaws) };
    }),
    ...(counting === undefined || engine.runner.isActive() ? {} : { countdown: counting }),
    ...(run === undefined || startedAt === undefined ? {} : { run: { ...run, startedAt } }),
    ...(timeLeft === undefined ? {} : { timeLeft }),
    notices: engine.board.list(),
    uncovered: active === undefined ? [] : desk.compiled(active, office).uncovered,
    ...(problem === undefined ? {} : { settingsProblem: problem }),
    ...(parts.practice === undefined ? {} : { practiceOffice: parts.practice.view() }),
  };
}

/** Of the supply groups that are being stopped, where the plan has several. A drill races no battery. */
function timeLeftOf(engine: OfficeEngine, run: RunState, startedAt: string): TimeLeft | undefined {
  if (run.trigger === 'drill') return undefined;
  const passedMs = engine.parts.clock.wall().getTime() - Date.parse(startedAt);
  const left = engine.desk.remaining(run, Math.max(run.nowMs, passedMs));
  if (left === undefined) return undefined;
  const stopping = run.lanes?.filter((lane) => !isRunOver(lane)).flatMap((lane) => lane.groupId ?? []);
  const battery = engine.runtimeSeconds(run.plan, stopping === undefined ? undefined : new Set(stopping));
  return { ...left, ...(battery === undefined || !Number.isFinite(battery) ? {} : { batterySeconds: battery }) };
}

function doubtedUps(engine: OfficeEngine): readonly string[] {
  const planned = new Set(engine.policyConfig.upsIds);
  return powerStates(engine.monitor.state())
    .filter((one) => planned.has(one.upsId) && isRuntimeDoubted(one))
    .map((one) => engine.connections.list().find((connection) => connection.id === one.upsId)?.title ?? one.upsId);
}

function upsViews(engine: OfficeEngine): readonly UpsView[] {
  const state = engine.monitor.state();
  const states = powerStates(state);
  return engine.connections
    .list()
    .filter((connection) => connection.kind === 'ups')
    .map((connection) => {
      const power = states.find((one) => one.upsId === connection.id) ?? {
        upsId: connection.id,
        trust: 'neverSeen' as const,
        power: 'unknown' as const,
        doubts: [],
        flags: [],
      };
      const failure = failureOf(state, connection.id);
      const known = engine.upsDesk.capabilities().get(connection.id);
      return {
        connectionId: connection.id,
        title: connection.title,
        state: power,
        ...(failure === undefined ? {} : { failure }),
        ...(known === undefined ? {} : { capabilities: known }),
        ...(power.reading === undefined ? {} : { lastHeardAt: power.reading.readAt }),
      };
    });
}
