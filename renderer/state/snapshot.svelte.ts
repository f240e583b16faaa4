import { emptySnapshot, type PlanView, type Snapshot, type UpsView } from '../../shared/snapshot/snapshot.js';
import {
  activePlanOf,
  coverageOf,
  leadingUps,
  happeningStamp,
  problemsOf,
  spareSecondsOf,
  verdictOf,
  type Coverage,
  type Problem,
} from './derive.js';
import type { Forecast, Verdict } from '../../shared/forecast/forecast.js';

/** Mirrors main's snapshot. Views read it and what is derived from it; nobody but `receive` changes it. */
class Office {
  snapshot = $state.raw<Snapshot>(emptySnapshot);

  readonly activePlan: PlanView | undefined = $derived(activePlanOf(this.snapshot));
  readonly forecast: Forecast | undefined = $derived(this.activePlan?.forecast);
  readonly verdict: Verdict = $derived(verdictOf(this.forecast));
  readonly ups: UpsView | undefined = $derived(leadingUps(this.snapshot));
  readonly runtimeSeconds: number | undefined = $derived(this.ups?.state.runtimeSeconds);
  readonly problems: readonly Problem[] = $derived(problemsOf(this.snapshot));
  readonly spareSeconds: number | undefined = $derived(spareSecondsOf(this.activePlan));
  /** Changes when something happened that the journal has a line for. */
  readonly happenings: string = $derived(happeningStamp(this.snapshot));
  readonly coverage: Coverage = $derived(coverageOf(this.snapshot));
  /** Nothing is set up yet: the welcome view shows. */
  readonly isFirstStart: boolean = $derived(this.snapshot.connections.length === 0 && !this.snapshot.practice);

  receive(snapshot: Snapshot): void {
    this.snapshot = snapshot;
  }
}

export const office = new Office();
