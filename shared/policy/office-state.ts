import type { RunPhase } from '../run/run.js';
import type { OfficeState } from '../snapshot/snapshot.js';
import type { PolicyConfig } from './policy-config.js';
import type { PolicyState } from './policy-state.js';
import type { Doubt, PowerState } from './power-state.js';

/** What of a run shows in the state of the office: its phase, and whether something will still follow by itself. */
export interface RunSign {
  readonly phase: RunPhase;
}

/** Doubts about where the power comes from. The others lower the trust in the runtime and are told, they do not hide "on mains". */
const unsettling: readonly Doubt[] = ['contradictory', 'selfTest', 'calibrating'];

/** One word for the whole office; tray icon, status bar and title follow it. The worst that is so wins. */
export function officeState(state: PolicyState, run: RunSign | undefined, config: PolicyConfig): OfficeState {
  if (run !== undefined) {
    if (run.phase === 'running' || run.phase === 'beyond' || run.phase === 'aborting') return 'running';
    if (run.phase === 'restoring') return 'restoring';
  }
  const states = state.ups.map((one) => one.state);
  const onBattery = states.filter((one) => one.power === 'battery');
  if (onBattery.some((one) => isLow(one, config))) return 'lowBattery';
  if (onBattery.length > 0) return 'onBattery';
  if (states.every((one) => one.trust === 'neverSeen' || one.trust === 'lost')) return 'notConnected';
  return states.some(isInDoubt) ? 'doubt' : 'onMains';
}

function isLow(state: PowerState, config: PolicyConfig): boolean {
  if (state.flags.includes('lowBattery')) return true;
  const { chargeBelowPercent, runtimeBelowSeconds } = config.triggers ?? {};
  const charge = state.reading?.chargePercent;
  if (charge !== undefined && chargeBelowPercent !== undefined && charge <= chargeBelowPercent) return true;
  return state.runtimeSeconds !== undefined && runtimeBelowSeconds !== undefined && state.runtimeSeconds <= runtimeBelowSeconds;
}

/** One stale reading is no doubt yet: cards miss a beat every day. */
function isInDoubt(state: PowerState): boolean {
  if (state.trust === 'lost' || state.trust === 'neverSeen') return true;
  return state.power !== 'mains' || state.doubts.some((doubt) => unsettling.includes(doubt));
}

/** Doubts that lower the trust in the runtime shown in the verdict: a plan that just fits is not safe on such a battery. */
export function isRuntimeDoubted(state: Pick<PowerState, 'doubts' | 'runtimeTrust'>): boolean {
  return state.doubts.some((doubt) => doubt !== 'selfTest') || (state.runtimeTrust?.factor ?? 1) < 1;
}
