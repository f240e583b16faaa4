import type { Discharge } from '../../../shared/battery/discharge.js';
import type { PolicyEffect, PolicyInput } from '../../../shared/policy/policy-effect.js';
import { storyConfig } from '../../../shared/policy/testing/story.js';
import type { Message } from '../../../shared/text/message.js';
import type { Reading } from '../../../shared/ups/reading.js';
import { createMonitor, type Monitor, type MonitorConfig } from '../monitor.js';
import type { StoredReading } from '../ports.js';
import { createScriptedUps, type ScriptedUps } from './scripted-ups.js';
import { createVirtualClock, type VirtualClock } from './virtual-clock.js';

/** What a UPS says on mains, and on battery. */
export const mains = { power: 'mains', chargePercent: 100, runtimeSeconds: 2400, loadPercent: 30, inputVolts: 230 } as const;
export const battery = { power: 'battery', chargePercent: 90, runtimeSeconds: 1800, loadPercent: 30, inputVolts: 0 } as const;

export interface Stage {
  readonly clock: VirtualClock;
  readonly ups: ScriptedUps;
  readonly all: readonly ScriptedUps[];
  readonly monitor: Monitor;
  readonly effects: PolicyEffect[];
  readonly kept: StoredReading[];
  readonly discharges: ReadonlyMap<string, readonly Discharge[]>;
  readonly problems: Message[];
  readonly causes: PolicyInput['kind'][];
  config: MonitorConfig;
  kinds(): readonly string[];
  facts(): readonly string[];
}

interface Wishes {
  readonly upsIds?: readonly [string, ...(readonly string[])];
  readonly config?: Partial<MonitorConfig>;
  readonly policy?: Parameters<typeof storyConfig>[0];
  readonly takesMs?: number;
  readonly glances?: boolean;
  readonly onState?: (monitor: Monitor, cause: PolicyInput['kind']) => void;
  readonly historyThrows?: boolean;
  readonly discharges?: ReadonlyMap<string, readonly Discharge[]>;
}

/** A monitor over scripted UPSes on mains, in virtual time; what it told and kept is at hand. */
export function stage(wishes: Wishes = {}): Stage {
  const clock = createVirtualClock();
  const [first, ...others] = wishes.upsIds ?? ['ups'];
  const scripted = (id: string) => createScriptedUps(clock, id, { takesMs: wishes.takesMs ?? 20, glances: wishes.glances === true });
  const ups = scripted(first);
  const all = [ups, ...others.map(scripted)];
  for (const one of all) one.says(mains);
  const effects: PolicyEffect[] = [];
  const kept: StoredReading[] = [];
  const discharges = new Map<string, readonly Discharge[]>(wishes.discharges);
  const problems: Message[] = [];
  const causes: PolicyInput['kind'][] = [];
  const policy = storyConfig({ upsIds: all.map(({ connectionId }) => connectionId), ...wishes.policy });
  const set: Stage = {
    clock,
    ups,
    all,
    effects,
    kept,
    discharges,
    problems,
    causes,
    config: { pollMainsSeconds: 5, pollBatterySeconds: 1, glanceSeconds: 1, policy, ...wishes.config },
    kinds: () => effects.map((one) => one.kind),
    facts: () => effects.flatMap((one) => (one.kind === 'notice' ? [one.fact.kind] : [])),
    monitor: createMonitor({
      clock,
      sources: all,
      config: () => set.config,
      history: {
        addReading: (reading) => {
          if (wishes.historyThrows === true) throw new Error('disk full');
          kept.push(reading);
        },
        addDischarge: (upsId, one) => {
          const others = (discharges.get(upsId) ?? []).filter((other) => other.beganAt !== one.beganAt);
          discharges.set(upsId, [...others, one]);
        },
        discharges: (upsId) => discharges.get(upsId) ?? [],
      },
      onEffects: (more) => effects.push(...more),
      onState: (_state, cause) => {
        causes.push(cause);
        wishes.onState?.(set.monitor, cause);
      },
      problem: (what) => problems.push(what),
    }),
  };
  set.monitor.start();
  return set;
}

/** On battery since `startMs`, with a battery that lasts `seconds` and a claim that is true. */
export const honest =
  (startMs: number, seconds: number) =>
  (nowMs: number): Partial<Reading> => {
    const gone = (nowMs - startMs) / 1000;
    return { ...battery, runtimeSeconds: Math.max(1, seconds - gone), chargePercent: Math.max(1, 100 - (100 * gone) / seconds) };
  };
