import { leastDropPercent, leastSeconds } from '../battery/discharge.js';
import type { UpsJudgement } from './judgement.js';
import type { PolicyEffect } from './policy-effect.js';
import { seenDischarge } from './runtime-model.js';

/**
 * A discharge is told with each further 5 % of charge, not only at its end: the end of a real one is often the end of the machine that
 * this runs on.
 */
export function dischargeEffects(before: UpsJudgement, after: UpsJudgement, atMs: number): readonly PolicyEffect[] {
  const discharge = seenDischarge(after.runtime.model);
  if (discharge === undefined || discharge.seconds < leastSeconds) return [];
  const known = seenDischarge(before.runtime.model);
  const isSame = known?.beganMs === discharge.beganMs && known.seconds >= leastSeconds;
  const stepsBefore = isSame ? steps(known.fromPercent - known.toPercent) : 0;
  if (steps(discharge.fromPercent - discharge.toPercent) <= stepsBefore) return [];
  const { batteryDate } = after.state.reading ?? {};
  const needsReplacing = after.state.flags.includes('replaceBattery');
  const battery = { needsReplacing, ...(batteryDate === undefined ? {} : { batteryDate }) };
  return [{ kind: 'dischargeSeen', atMs, upsId: after.state.upsId, discharge, battery }];
}

function steps(dropPercent: number): number {
  return Math.floor(dropPercent / leastDropPercent);
}
