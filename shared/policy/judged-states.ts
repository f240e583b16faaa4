import type { TextKey } from '../text/catalogue.js';
import type { Doubt, PowerState } from './power-state.js';

/** Every state that a UPS may be judged to be in (behaviour.md 1). Several at a time. */
export type JudgedState = PowerState['trust'] | Exclude<PowerState['power'], 'unknown'> | 'confirming' | 'returning' | Doubt;

/** Its name, its look (a shape as well as a tone) and one sentence of what Sundown does about it. */
export interface JudgedLook {
  readonly name: TextKey;
  readonly icon:
    | 'eye'
    | 'history'
    | 'debug-disconnect'
    | 'question'
    | 'plug'
    | 'zap'
    | 'arrow-swap'
    | 'circle-slash'
    | 'clockface'
    | 'sync'
    | 'beaker'
    | 'settings-gear'
    | 'pulse'
    | 'warning'
    | 'graph-line'
    | 'flame'
    | 'error'
    | 'comment-discussion'
    | 'split-horizontal';
  readonly tone: 'ok' | 'warn' | 'danger' | 'info' | 'neutral';
  readonly reaction: TextKey;
}

export const judgedLooks: Readonly<Record<JudgedState, JudgedLook>> = {
  fresh: { name: 'policy.trust.fresh', icon: 'eye', tone: 'ok', reaction: 'judgement.fresh' },
  stale: { name: 'policy.trust.stale', icon: 'history', tone: 'neutral', reaction: 'judgement.stale' },
  lost: { name: 'policy.trust.lost', icon: 'debug-disconnect', tone: 'warn', reaction: 'judgement.lost' },
  neverSeen: { name: 'policy.trust.neverSeen', icon: 'question', tone: 'neutral', reaction: 'judgement.neverSeen' },
  mains: { name: 'policy.power.mains', icon: 'plug', tone: 'ok', reaction: 'judgement.mains' },
  battery: { name: 'policy.power.battery', icon: 'zap', tone: 'warn', reaction: 'judgement.battery' },
  bypass: { name: 'policy.power.bypass', icon: 'arrow-swap', tone: 'warn', reaction: 'judgement.bypass' },
  off: { name: 'policy.power.off', icon: 'circle-slash', tone: 'danger', reaction: 'judgement.off' },
  confirming: { name: 'policy.pending.battery', icon: 'clockface', tone: 'info', reaction: 'judgement.confirming' },
  returning: { name: 'policy.pending.mains', icon: 'sync', tone: 'info', reaction: 'judgement.returning' },
  contradictory: { name: 'policy.doubt.contradictory', icon: 'comment-discussion', tone: 'warn', reaction: 'judgement.contradictory' },
  disagreeing: { name: 'policy.doubt.disagreeing', icon: 'split-horizontal', tone: 'info', reaction: 'judgement.disagreeing' },
  selfTest: { name: 'policy.doubt.selfTest', icon: 'beaker', tone: 'info', reaction: 'judgement.selfTest' },
  calibrating: { name: 'policy.doubt.calibrating', icon: 'settings-gear', tone: 'info', reaction: 'judgement.calibrating' },
  runtimeJumps: { name: 'policy.doubt.runtimeJumps', icon: 'graph-line', tone: 'warn', reaction: 'judgement.runtimeJumps' },
  batteryOld: { name: 'policy.doubt.batteryOld', icon: 'warning', tone: 'warn', reaction: 'judgement.batteryOld' },
  overload: { name: 'policy.doubt.overload', icon: 'pulse', tone: 'danger', reaction: 'judgement.overload' },
  overTemperature: { name: 'policy.doubt.overTemperature', icon: 'flame', tone: 'danger', reaction: 'judgement.overTemperature' },
  selfTestFailed: { name: 'policy.doubt.selfTestFailed', icon: 'error', tone: 'danger', reaction: 'judgement.selfTestFailed' },
};

/** The states that hold now: whether it is heard, where its power comes from, and every doubt. */
export function judgedStates(state: Pick<PowerState, 'trust' | 'power' | 'pending' | 'doubts'>): readonly JudgedState[] {
  const pending = state.pending === undefined ? [] : [state.pending === 'battery' ? ('confirming' as const) : ('returning' as const)];
  return [state.trust, ...(state.power === 'unknown' ? [] : [state.power]), ...pending, ...state.doubts];
}
