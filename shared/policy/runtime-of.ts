import { factorOf } from '../battery/runtime-reason.js';
import type { Mutable } from '../mutable.js';
import { decayed, earlierSay, ownEstimate, reasonsNow, type OwnRuntime } from './counted-runtime.js';
import type { UpsJudgement } from './judgement.js';
import type { PowerState, RuntimeTrust, Trust } from './power-state.js';

interface Runtime {
  readonly seconds: number;
  readonly basis: NonNullable<PowerState['runtimeBasis']>;
  readonly trust: RuntimeTrust;
}

/**
 * Runtime that counts, and how it came about; on mains what it would be if mains failed now: the lower of what the device claims, less
 * what speaks against it, and what earlier discharges say. Undefined while it is not known whether anything still holds.
 */
export function runtimeOf(judgement: UpsJudgement, trust: Trust, nowMs: number): Runtime | undefined {
  const { counted } = judgement.runtime;
  if (counted !== undefined && judgement.claim?.power === 'battery') {
    return {
      seconds: decayed(counted, nowMs),
      basis: trust === 'fresh' ? counted.basis : 'decayed',
      trust: trustIn(judgement, nowMs, ownEstimate(judgement.runtime, judgement.battery, nowMs)),
    };
  }
  if (trust === 'lost' || judgement.isVoid) return undefined;
  const own = ownOnMains(judgement);
  const claimed = judgement.state.reading?.runtimeSeconds;
  if (claimed === undefined && own === undefined) return undefined;
  const runtimeTrust = trustIn(judgement, nowMs, own);
  const believed = claimed === undefined ? Number.POSITIVE_INFINITY : claimed * runtimeTrust.factor;
  if (own !== undefined && own.seconds < believed) return { seconds: own.seconds, basis: 'earlier', trust: runtimeTrust };
  return { seconds: believed, basis: 'device', trust: runtimeTrust };
}

function ownOnMains({ battery, state }: UpsJudgement): OwnRuntime | undefined {
  const { chargePercent, loadPercent } = state.reading ?? {};
  return chargePercent === undefined ? undefined : earlierSay(battery, chargePercent, loadPercent, 0);
}

function trustIn(judgement: UpsJudgement, nowMs: number, own: OwnRuntime | undefined): RuntimeTrust {
  const { reading } = judgement.state;
  const reasons = reasonsNow(judgement.runtime, judgement.battery, reading?.protocol, nowMs);
  const trust: Mutable<RuntimeTrust> = { reasons, factor: factorOf(reasons) };
  if (reading?.runtimeSeconds !== undefined) trust.claimedSeconds = reading.runtimeSeconds;
  if (own !== undefined) {
    trust.ownSeconds = own.seconds;
    trust.ownFrom = own.from;
    trust.observedPercent = own.percent;
    if (own.seen !== undefined) trust.seen = own.seen;
  }
  return trust;
}
