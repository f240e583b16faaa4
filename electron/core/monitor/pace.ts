import type { UpsJudgement } from '../../../shared/policy/judgement.js';

export interface PollSettings {
  readonly pollMainsSeconds: number;
  readonly pollBatterySeconds: number;
  /** Between readings on mains; 0: no glances. */
  readonly glanceSeconds: number;
}

/** Failures in a row that are answered by looking again soon: a card misses a beat, a switch restarts. */
const quickLooks = 8;
const quickMs = 2000;
/** A UPS that stays away is asked this often at least: behind it the power may fail unseen, and one that is back is soon heard. */
const slowestMs = 10_000;

/** Nobody asks a UPS more often than that by the clock, and alerts make no more than one question in that time. */
export const leastMs = 1000;
/**
 * The question that an alert makes waits this long after another: two answers at one instant would be one look, not two. Short enough that
 * an outage is seen within 0.3 s of its trap also where a question was just put.
 */
export const leastAfterAlertMs = 100;

/**
 * Milliseconds from the start of one read to the next. While the UPS or the office is on battery it is the battery's interval whatever
 * fails; else failures are first followed closely, to know soon, and then ever more slowly.
 */
export function pollIntervalMs(settings: PollSettings, isUrgent: boolean, failuresInARow: number): number {
  const batteryMs = Math.max(leastMs, settings.pollBatterySeconds * 1000);
  const mainsMs = Math.max(leastMs, settings.pollMainsSeconds * 1000);
  if (isUrgent) return batteryMs;
  if (failuresInARow === 0) return mainsMs;
  if (failuresInARow <= quickLooks) return Math.min(mainsMs, quickMs);
  const doubled = Math.min(mainsMs, slowestMs) * 2 ** (failuresInARow - quickLooks);
  return Math.min(slowestMs, doubled);
}

/** Milliseconds between glances; undefined where readings are as close together, or nobody wants them. */
export function glanceIntervalMs(settings: PollSettings, isUrgent: boolean): number | undefined {
  const { glanceSeconds, pollMainsSeconds } = settings;
  return isUrgent || glanceSeconds <= 0 || glanceSeconds >= pollMainsSeconds ? undefined : Math.max(leastMs, glanceSeconds * 1000);
}

/** On battery, seen or believed; or mains back and not yet stable. */
export function isUrgentUps(judgement: UpsJudgement | undefined): boolean {
  if (judgement === undefined) return false;
  const { power, pending } = judgement.state;
  return power === 'battery' || pending !== undefined || judgement.outage !== undefined;
}
