import type { Snapshot } from '../../shared/snapshot/snapshot.js';
import { message, type Message } from '../../shared/text/message.js';
import type { Plan } from '../../shared/plan/plan.js';

/** Where the battery's time comes from, when it is not simply what the UPS claims; of the plan's UPSes the one that lasts least. */
export function runtimeBasisOf(snapshot: Pick<Snapshot, 'ups'>, plan: Pick<Plan, 'ups'> | undefined): Message | undefined {
  const planned = plan?.ups ?? [];
  const states = snapshot.ups.map((one) => one.state).filter((one) => planned.includes(one.upsId) && one.runtimeSeconds !== undefined);
  const state = states.sort((left, right) => (left.runtimeSeconds ?? 0) - (right.runtimeSeconds ?? 0))[0];
  const { claimedSeconds: claimed, factor = 1 } = state?.runtimeTrust ?? {};
  switch (state?.runtimeBasis) {
    case 'model':
    case 'earlier':
      return claimed === undefined ? message('runtime.verdict.basis.unclaimed') : message('runtime.verdict.basis.model', { claimed });
    case 'decayed':
      return message('runtime.verdict.basis.decayed');
    case 'device':
      if (factor >= 1 || claimed === undefined) return undefined;
      return message('runtime.verdict.basis.lowered', { claimed, percent: Math.round(factor * 100) });
    case undefined:
      return undefined;
  }
}
