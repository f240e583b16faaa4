import type { Plan, Triggers } from '../plan/plan.js';
import { plannedUps, type SupplyGroup } from '../plan/feeds.js';
import type { SettingValues } from '../settings/table.js';

/** What decides when to act: settings `policy.*` and the active plan. Durations in seconds. */
export interface PolicyConfig {
  /** Battery counts after this time of our own clock. */
  readonly confirmSeconds: number;
  /** Mains counts as back after this time; an outage that resumes sooner is the same outage. */
  readonly stableMainsSeconds: number;
  /** Silence of a UPS is told after this time. */
  readonly lostNoticeSeconds: number;
  /** A calibration is believed no longer than this. */
  readonly calibrationBelievedSeconds: number;
  /** One postponement delays the trigger on time by so much. */
  readonly postponeSeconds: number;
  /** Of the active plan; absent: nothing is ever triggered. */
  readonly triggers?: Triggers;
  /** Supplies of the plan; the others are watched and told of, but trigger nothing. */
  readonly upsIds: readonly string[];
  /** The office stays up while at least so many of them are good. */
  readonly requiredSupplies: number;
  /** What falls dark apart from each other; absent: the whole office together. */
  readonly groups?: readonly SupplyGroup[] | undefined;
}

/** The settings and the active plan as the policy takes them. Without a plan every connected UPS counts for the display. `groups`: those with anything to stop. */
export function policyConfig(
  settings: SettingValues,
  plan: Plan | undefined,
  connectedUpsIds: readonly string[],
  groups?: readonly SupplyGroup[],
): PolicyConfig {
  const seconds = (key: keyof SettingValues) => Number(settings[key]);
  return {
    confirmSeconds: seconds('policy.confirmSeconds'),
    stableMainsSeconds: seconds('policy.stableMainsSeconds'),
    lostNoticeSeconds: seconds('policy.lostNoticeSeconds'),
    calibrationBelievedSeconds: seconds('policy.calibrationBelievedSeconds'),
    postponeSeconds: seconds('policy.postponeSeconds'),
    ...(plan === undefined ? {} : { triggers: plan.triggers }),
    upsIds: plan === undefined ? connectedUpsIds : plannedUps(plan),
    requiredSupplies: plan?.requiredSupplies ?? 1,
    ...(groups === undefined ? {} : { groups }),
  };
}
