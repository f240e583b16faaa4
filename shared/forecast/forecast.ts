/** Verdict of the forecast. `tight`: fits, but less is to spare than the plan asks for. `unknown`: no usable runtime or inventory. */
export type Verdict = 'safe' | 'tight' | 'unsafe' | 'unknown';

export interface ForecastTarget {
  readonly key: string;
  readonly name: string;
  readonly stepId: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** End if it took its whole limit, and the forced attempt's where the plan forces. */
  readonly limitEndSeconds: number;
  readonly basis: 'learned' | 'configured';
}

export interface ForecastStep {
  readonly id: string;
  readonly startSeconds: number;
  readonly endSeconds: number;
  readonly basis: 'learned' | 'configured';
}

/** What falls dark together, held against its own UPSes by itself. Seconds as in `Forecast`. */
export interface GroupForecast {
  readonly groupId: string;
  readonly upsIds: readonly string[];
  /** So many of them must be good. */
  readonly required: number;
  /** When all groups are on battery at once: what others need waits for them. */
  readonly neededSeconds: number;
  readonly batterySeconds?: number;
  readonly marginSeconds?: number;
  readonly verdict: Verdict;
}

/**
 * Seconds count from the moment the run would start. Also the JSON of `plan forecast` (which leaves `targets` in). With several supply groups, what is needed,
 * the battery, the margin and the verdict are those of the group that is worst off; steps and targets are the whole plan's.
 */
export interface Forecast {
  readonly neededSeconds: number;
  /** Runtime the battery has now; absent when unknown. */
  readonly batterySeconds?: number;
  /** batterySeconds - neededSeconds: what is to spare; negative when it does not fit, absent when unknown. */
  readonly marginSeconds?: number;
  readonly verdict: Verdict;
  readonly criticalPath: readonly string[];
  readonly steps: readonly ForecastStep[];
  readonly targets: readonly ForecastTarget[];
  /** Start of the first step beyond the point of no return. */
  readonly pointOfNoReturnSeconds?: number;
  /** Where the plan has feeds; in the plan's order. */
  readonly groups?: readonly GroupForecast[];
}

/** What a learned duration is known by: `ensureVmOff/<uuid or name>`; seconds, and how many observations. */
export interface LearnedDuration {
  readonly key: string;
  readonly seconds: number;
  readonly observations: number;
}
