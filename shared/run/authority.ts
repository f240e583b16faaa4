import type { RunTrigger } from './run.js';
import { done, failed, type Result } from '../result.js';
import { message } from '../text/message.js';

/** Who this Sundown is (behaviour.md section 4). */
export interface Authority {
  readonly role: 'coordinator' | 'observer' | 'standby';
  readonly armed: boolean;
  /** Standby only: whether the coordinator has shown a sign of acting. */
  readonly otherActs?: boolean;
}

/** Whether a run may start. Invariant 6: no observer acts, asked or not. Errors: `run/observer`, `run/notArmed`, `run/otherActs`. */
export function mayStartRun(who: Authority, trigger: RunTrigger): Result<void> {
  if (who.role === 'observer') return failed('run/observer', message('run.failure.observer'));
  if (trigger === 'person' || trigger === 'drill') return done(undefined);
  if (!who.armed) return failed('run/notArmed', message('run.failure.notArmed'));
  if (who.role === 'standby' && who.otherActs !== false) return failed('run/otherActs', message('run.failure.otherActs'));
  return done(undefined);
}

/**
 * Restore only on stable mains *and* with charge enough for another outage (reboot loop: WinNUT #55). Unknown charge is not enough. A drill's plan asks for no
 * charge: it began on mains and used none of it.
 */
export function mayRestore(
  plan: { readonly restore: { readonly enabled: boolean; readonly restartChargePercent: number } },
  power: { readonly isMainsStable: boolean; readonly chargePercent?: number },
): boolean {
  if (!plan.restore.enabled || !power.isMainsStable) return false;
  return plan.restore.restartChargePercent === 0 || (power.chargePercent ?? -1) >= plan.restore.restartChargePercent;
}
