import { confirmationDueAtMs } from '../../shared/policy/battery-time.js';
import { decide } from '../../shared/policy/policy.js';
import { hasOutage } from '../../shared/policy/group-view.js';
import type { PolicyConfig } from '../../shared/policy/policy-config.js';
import type { PolicyEffect, PolicyInput } from '../../shared/policy/policy-effect.js';
import { initialPolicy, type PolicyState } from '../../shared/policy/policy-state.js';
import { message, type Message } from '../../shared/text/message.js';
import { createBatteryMemory } from './monitor/battery-memory.js';
import { createGapWatch } from './monitor/gap-watch.js';
import { createGlancer, type Glancer } from './monitor/glancer.js';
import { glanceIntervalMs, isUrgentUps, pollIntervalMs, type PollSettings } from './monitor/pace.js';
import { createPoller, type Poller } from './monitor/poller.js';
import { createReadingKeeper } from './monitor/reading-keeper.js';
import { oneByOne } from './one-by-one.js';
import type { Clock, History, UpsSource } from './ports.js';

export interface MonitorConfig extends PollSettings {
  readonly policy: PolicyConfig;
}

export interface MonitorParts {
  readonly clock: Clock;
  /** Their owner closes them, after `stop`. */
  readonly sources: readonly UpsSource[];
  readonly history?: Pick<History, 'addReading' | 'addDischarge' | 'discharges'>;
  /** Asked each time, so that changed settings and plans count at once. */
  readonly config: () => MonitorConfig;
  /** What was believed before connections changed. */
  readonly earlier?: PolicyState;
  readonly onEffects: (effects: readonly PolicyEffect[], state: PolicyState) => void;
  /** After each answer or failure, and each second while something counts down or is silent. The place to give a new forecast. */
  readonly onState?: (state: PolicyState, cause: PolicyInput['kind']) => void;
  /** Something that a person should know went wrong in here; the watch goes on. Told once per start. */
  readonly problem?: (what: Message) => void;
}

/** Watches the UPSes: asks them, tells the policy what they say and the caller what follows. */
export interface Monitor {
  start(): void;
  /** Nothing is told from here after, also not by reads under way. */
  stop(): void;
  state(): PolicyState;
  /** Tells the policy something that no UPS says. From within a callback it is taken up right after it. */
  input(input: PolicyInput): void;
  /** At once, but never more than once a second per device. */
  readNow(upsId?: string): void;
  /** A UPS, or somebody in its name, says that something happened: it is asked. What was said is never believed. */
  alert(upsIds: readonly string[]): void;
}

const tickMs = 1000;

export function createMonitor(parts: MonitorParts): Monitor {
  const { clock } = parts;
  const gaps = createGapWatch(clock, tickMs);
  const pollers = new Map<string, Poller>();
  const glancers: Glancer[] = [];
  let state = initialPolicy(
    parts.sources.map((source) => source.connectionId),
    parts.earlier,
  );
  let isRunning = false;
  let hasHistoryFailed = false;
  let era = 0;
  let cancelTick: (() => void) | undefined;
  let cancelDue: (() => void) | undefined;

  const send = (input: PolicyInput) => {
    if (!isRunning) return;
    inputs.send(input);
  };

  const take = (input: PolicyInput) => {
    const [next, effects] = decide(state, input, parts.config().policy);
    state = next;
    for (const effect of effects) {
      if (effect.kind === 'readNow') readNow(effect.upsId);
      if (effect.kind === 'dischargeSeen') batteries.keep(effect);
    }
    if (effects.length > 0) parts.onEffects(effects, state);
    if (input.kind !== 'ticked' || isMoving()) parts.onState?.(state, input.kind);
  };

  const inputs = oneByOne(take, () => {
    for (const poller of pollers.values()) poller.repace();
    planDue();
  });

  /** An outage is confirmed when its time has come, not at the tick after it. */
  const planDue = () => {
    cancelDue?.();
    const { confirmSeconds } = parts.config().policy;
    const dues = state.ups.map(({ outage }) => (outage === undefined ? undefined : confirmationDueAtMs(outage, confirmSeconds)));
    const inMs = Math.min(...dues.filter((due) => due !== undefined)) - clock.nowMs();
    if (inMs > 0 && inMs < tickMs) cancelDue = clock.after(Math.ceil(inMs), () => send({ kind: 'ticked', atMs: clock.nowMs() }));
  };

  /** Whether something changes by the mere passing of time. */
  const isMoving = () => hasOutage(state) || state.ups.some((one) => isUrgentUps(one) || one.state.trust !== 'fresh');
  const isUrgent = (upsId: string) => hasOutage(state) || isUrgentUps(state.ups.find((one) => one.state.upsId === upsId));
  const readNow = (upsId?: string) => {
    if (upsId !== undefined) pollers.get(upsId)?.readNow();
    else for (const poller of pollers.values()) poller.readNow();
  };

  const lookForGap = () => {
    const gap = gaps.look();
    if (gap === undefined) return;
    era += 1;
    send({ kind: 'slept', atMs: clock.nowMs(), ...gap });
  };

  const tick = () => {
    cancelTick = clock.after(tickMs, tick);
    lookForGap();
    send({ kind: 'ticked', atMs: clock.nowMs() });
    remind();
  };

  const historyFailed = (cause: unknown) => {
    if (hasHistoryFailed) return;
    hasHistoryFailed = true;
    parts.problem?.(message('policy.failure.history', { detail: cause instanceof Error ? cause.message : String(cause) }));
  };
  const history = parts.history ?? { addReading: () => undefined, addDischarge: () => undefined, discharges: () => [] };
  const keep = createReadingKeeper(history, clock, historyFailed);
  const batteries = createBatteryMemory(
    parts.sources.map((source) => source.connectionId),
    history,
    clock,
    historyFailed,
  );
  const remind = () => {
    const isDischarging = (upsId: string) => state.ups.some((one) => one.state.upsId === upsId && one.outage !== undefined);
    for (const input of batteries.due(isDischarging)) send(input);
  };

  for (const source of parts.sources) {
    const upsId = source.connectionId;
    const poller = createPoller({
      clock,
      source,
      intervalMs: (failures) => pollIntervalMs(parts.config(), isUrgent(upsId), failures),
      era: () => {
        lookForGap();
        return era;
      },
      heard: (reading) => {
        keep(upsId, reading);
        send({ kind: 'reading', upsId, atMs: clock.nowMs(), reading });
      },
      missed: (failure) => send({ kind: 'readFailed', upsId, atMs: clock.nowMs(), failure }),
    });
    pollers.set(upsId, poller);
    glancers.push(
      createGlancer({
        clock,
        source,
        intervalMs: () => glanceIntervalMs(parts.config(), isUrgent(upsId)),
        isIdle: () => poller.isIdle(),
        isHeard: () => poller.isHeard(),
        changed: () => poller.readNow(),
      }),
    );
  }

  return {
    start: () => {
      if (isRunning) return;
      isRunning = true;
      hasHistoryFailed = false;
      gaps.look();
      remind();
      for (const poller of pollers.values()) poller.start();
      for (const glancer of glancers) glancer.start();
      cancelTick = clock.after(tickMs, tick);
    },
    stop: () => {
      isRunning = false;
      inputs.clear();
      cancelTick?.();
      cancelDue?.();
      for (const poller of pollers.values()) poller.stop();
      for (const glancer of glancers) glancer.stop();
    },
    state: () => state,
    input: send,
    readNow,
    alert: (upsIds) => {
      for (const id of upsIds) pollers.get(id)?.alert();
    },
  };
}
