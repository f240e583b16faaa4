import { factorOf } from '../battery/runtime-reason.js';
import { decayed, earlierSay, ownEstimate, reasonsNow, type OwnRuntime } from './counted-runtime.js';
import type { UpsJudgement } from './judgement.js';
import type { PowerState, RuntimeTrust, Trust } from './power-state.js';

type Runtime = Pick<PowerState, 'runtimeSeconds' | 'runtimeBasis' | 'runtimeTrust'>;

/**
 * Runtime that counts, and how it came about; on mains what it would be if mains failed now: the lower of what the device claims, less
 * what speaks against it, and what earlier discharges say. Nothing while it is not known whether anything still holds.
 */
export function runtimeOf(judgement: UpsJudgement, trust: Trust, nowMs: number): Runtime {
  const { counted } = judgement.runtime;
  if (counted !== undefined && judgement.claim?.power === 'battery') {
    return {
      runtimeSeconds: decayed(counted, nowMs),
      runtimeBasis: trust === 'fresh' ? counted.basis : 'decayed',
      runtimeTrust: trustIn(judgement, nowMs, ownEstimate(judgement.runtime, judgement.battery, nowMs)),
    };
  }
  if (trust === 'lost' || judgement.isVoid) return {};
  const own = ownOnMains(judgement);
  const claimed = judgement.state.reading?.runtimeSeconds;
  if (claimed === undefined && own === undefined) return {};
  const runtimeTrust = trustIn(judgement, nowMs, own);
  const believed = claimed === undefined ? Number.POSITIVE_INFINITY : claimed * runtimeTrust.factor;
  if (own !== undefined && own.seconds < believed) return { runtimeSeconds: own.seconds, runtimeBasis: 'earlier', runtimeTrust };
  return { runtimeSeconds: believed, runtimeBasis: 'device', runtimeTrust };
}

function ownOnMains({ battery, state }: UpsJudgement): OwnRuntime | undefined {
  const { chargePercent, loadPercent } = state.reading ?? {};
  return chargePercent === undefined ? undefined : earlierSay(battery, chargePercent, loadPercent, 0);
}

function trustIn(judgement: UpsJudgement, nowMs: number, own: OwnRuntime | undefined): RuntimeTrust {
  const { reading } = judgement.state;
  const reasons = reasonsNow(judgement.runtime, judgement.battery, reading?.protocol, nowMs);
  const claimed = reading?.runtimeSeconds;
  return {
    ...(claimed === undefined ? {} : { claimedSeconds: claimed }),
    ...(own === undefined ? {} : { ownSeconds: own.seconds, ownFrom: own.from, observedPercent: own.percent }),
    ...(own?.seen === undefined ? {} : { seen: own.seen }),
    reasons,
    factor: factorOf(reasons),
  };
}
