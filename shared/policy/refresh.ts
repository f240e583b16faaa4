import type { Mutable } from '../mutable.js';
import type { UpsFlag } from '../ups/reading.js';
import { batterySeconds, confirm, type BatteryTime } from './battery-time.js';
import { isInputGone } from './contradiction.js';
import { hasRuntimeJumped } from './counted-runtime.js';
import type { UpsJudgement } from './judgement.js';
import type { PolicyConfig } from './policy-config.js';
import type { Doubt, PowerState, Trust } from './power-state.js';
import { runtimeOf } from './runtime-of.js';
import { believe, type Belief } from './test-belief.js';

/** Works out, from all that is remembered, what is believed at this moment. */
export function refresh(before: UpsJudgement, nowMs: number, config: PolicyConfig): UpsJudgement {
  const trust = trustOf(before, nowMs, config);
  // As of the last word: silence makes a calibration neither longer nor over (nut #2794).
  const belief = believe(before.tests, config, isInputGone(before.input), before.state.lastGoodAtMs ?? nowMs);
  const isTestBelieved = (belief.selfTest || belief.calibrating) && before.outage?.isAnnounced !== true;
  const outage = followOutage(before, trust === 'lost', isTestBelieved, nowMs, config);
  const settled = settle(before, outage, trust, nowMs, config);
  const next: UpsJudgement = { ...before, outage, settled, isTestBelieved, isTestSticky: belief.isSticky, refreshedAtMs: nowMs };
  return { ...next, state: stateOf(next, trust, belief, nowMs, config) };
}

function trustOf(judgement: UpsJudgement, nowMs: number, config: PolicyConfig): Trust {
  if (judgement.state.lastGoodAtMs === undefined) return 'neverSeen';
  if (judgement.silence === undefined) return judgement.isVoid ? 'stale' : 'fresh';
  return nowMs - judgement.silence.sinceMs >= config.lostNoticeSeconds * 1000 ? 'lost' : 'stale';
}

function followOutage(
  judgement: UpsJudgement,
  isLost: boolean,
  isTestBelieved: boolean,
  nowMs: number,
  config: PolicyConfig,
): BatteryTime | undefined {
  if (judgement.outage === undefined) return undefined;
  const outage = confirm(judgement.outage, nowMs, config.confirmSeconds, isLost);
  // Only what is seen now is announced: a flicker that was long over is not.
  const isSeen = judgement.claim?.power === 'battery';
  return outage.isAnnounced || !outage.isConfirmed || !isSeen || isTestBelieved ? outage : { ...outage, isAnnounced: true };
}

/** Power outside an outage. Off and bypass count once they last; a first look counts at once, because there is nothing to keep. */
function settle(
  judgement: UpsJudgement,
  outage: BatteryTime | undefined,
  trust: Trust,
  nowMs: number,
  config: PolicyConfig,
): UpsJudgement['settled'] {
  if (trust === 'lost' || trust === 'neverSeen') return 'unknown';
  const { claim } = judgement;
  if (claim === undefined || claim.power === 'battery') return judgement.settled;
  if (claim.power === 'mains') return 'mains';
  const lasts = nowMs - claim.sinceMs >= config.confirmSeconds * 1000;
  return lasts || (judgement.settled === 'unknown' && outage === undefined) ? claim.power : judgement.settled;
}

function stateOf(judgement: UpsJudgement, trust: Trust, belief: Belief, nowMs: number, config: PolicyConfig): PowerState {
  const { upsId, reading, flags, lastGoodAtMs, lostContact } = judgement.state;
  const power = powerOf(judgement, nowMs, config);
  const pending = pendingOf(judgement, power);
  const runtime = runtimeOf(judgement, trust, nowMs);
  const state: Mutable<PowerState> = { upsId, trust, power, doubts: doubtsOf(judgement, belief, nowMs), flags };
  if (pending !== undefined) state.pending = pending;
  if (reading !== undefined) state.reading = reading;
  if (power === 'battery' && judgement.outage !== undefined) state.secondsOnBattery = batterySeconds(judgement.outage, nowMs);
  if (runtime !== undefined) {
    state.runtimeSeconds = runtime.seconds;
    state.runtimeBasis = runtime.basis;
    state.runtimeTrust = runtime.trust;
  }
  if (lastGoodAtMs !== undefined) state.lastGoodAtMs = lastGoodAtMs;
  if (lostContact !== undefined) state.lostContact = lostContact;
  return state;
}

function powerOf(judgement: UpsJudgement, nowMs: number, config: PolicyConfig): PowerState['power'] {
  if (judgement.outage?.isAnnounced !== true) return judgement.settled;
  const isOff = judgement.claim?.power === 'off' && nowMs - judgement.claim.sinceMs >= config.confirmSeconds * 1000;
  return isOff ? 'off' : 'battery';
}

function pendingOf(judgement: UpsJudgement, power: PowerState['power']): PowerState['pending'] {
  const claimed = judgement.claim?.power;
  if (power === 'battery') return claimed === 'mains' || claimed === 'bypass' ? 'mains' : undefined;
  return claimed === 'battery' ? 'battery' : undefined;
}

/** A card does not fill all of its MIBs at the same instant: one such reading is no news. */
const disagreementsBelieved = 3;

const doubtOfFlag: Readonly<Partial<Record<UpsFlag, Doubt>>> = {
  replaceBattery: 'batteryOld',
  batteryFault: 'batteryOld',
  noBattery: 'batteryOld',
  overload: 'overload',
  overTemperature: 'overTemperature',
  selfTestFailed: 'selfTestFailed',
};

function doubtsOf(judgement: UpsJudgement, belief: Belief, nowMs: number): readonly Doubt[] {
  const doubts = new Set<Doubt>();
  const isAtOdds = judgement.state.reading?.disagreements?.some(({ field }) => field === 'power') === true;
  if (judgement.isContradictory || isAtOdds || judgement.runtime.isGaugeStuck) doubts.add('contradictory');
  if (judgement.disagreedInARow >= disagreementsBelieved) doubts.add('disagreeing');
  if (belief.selfTest) doubts.add('selfTest');
  if (belief.calibrating) doubts.add('calibrating');
  if (hasRuntimeJumped(judgement.runtime, nowMs)) doubts.add('runtimeJumps');
  for (const flag of judgement.state.flags) {
    const doubt = doubtOfFlag[flag];
    if (doubt !== undefined) doubts.add(doubt);
  }
  return [...doubts];
}
