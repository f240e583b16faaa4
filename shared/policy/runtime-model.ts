import { loadShare } from '../battery/load-share.js';

/**
 * What we saw the battery do ourselves, against our own clock. A device's runtime is a claim: an old battery's is often twice what it
 * lasts. Here charge falls by so much per second at such a load, and that says how long the rest lasts.
 */
export interface DischargeModel {
  readonly startAtMs: number | undefined;
  readonly lastChargePercent: number | undefined;
  readonly lastLoadPercent: number | undefined;
  /** The device tells its load. */
  readonly isLoadTold: boolean;
  readonly lastAtMs: number | undefined;
  /** Sum of load (%) times seconds, up to the last sample and up to the last change of charge. */
  readonly loadSeconds: number;
  readonly loadSecondsAtChange: number;
  readonly seconds: number;
  readonly secondsAtChange: number;
  /** At the first fall of the gauge; what is measured counts from there, because a gauge in whole percent stands at its first value for a part of a step only. */
  readonly first: { readonly chargePercent: number; readonly seconds: number; readonly loadSeconds: number } | undefined;
}

export interface DischargeSample {
  readonly atMs: number;
  readonly chargePercent?: number | undefined;
  readonly loadPercent?: number | undefined;
}

export interface OwnEstimate {
  readonly runtimeSeconds: number;
  /** What it rests on. */
  readonly droppedPercent: number;
  readonly observedSeconds: number;
}

/** Below this the gauge's steps of 1 % and its first sag say more about the gauge than about the battery. */
const leastDropPercent = 3;
const leastSeconds = 60;
/** Stands in for a load that is not told; whatever it is, it cancels out. */
const untoldLoadPercent = 50;

export const nothingObserved: DischargeModel = {
  startAtMs: undefined,
  lastChargePercent: undefined,
  lastLoadPercent: undefined,
  isLoadTold: false,
  lastAtMs: undefined,
  loadSeconds: 0,
  loadSecondsAtChange: 0,
  seconds: 0,
  secondsAtChange: 0,
  first: undefined,
};

/** Takes one reading on battery. A charge that rises starts the observation anew: then it was not discharging. */
export function observeDischarge(model: DischargeModel, sample: DischargeSample): DischargeModel {
  if (sample.chargePercent === undefined) return model;
  const loadPercent = sample.loadPercent ?? model.lastLoadPercent ?? untoldLoadPercent;
  if (model.lastAtMs === undefined || model.lastChargePercent === undefined || sample.chargePercent > model.lastChargePercent) {
    return {
      ...nothingObserved,
      startAtMs: sample.atMs,
      isLoadTold: sample.loadPercent !== undefined,
      lastChargePercent: sample.chargePercent,
      lastLoadPercent: loadPercent,
      lastAtMs: sample.atMs,
    };
  }
  const passed = Math.max(0, sample.atMs - model.lastAtMs) / 1000;
  const seconds = model.seconds + passed;
  const loadSeconds = model.loadSeconds + passed * (model.lastLoadPercent ?? loadPercent);
  const hasFallen = sample.chargePercent < model.lastChargePercent;
  return {
    ...model,
    lastChargePercent: sample.chargePercent,
    lastLoadPercent: loadPercent,
    isLoadTold: model.isLoadTold || sample.loadPercent !== undefined,
    lastAtMs: sample.atMs,
    seconds,
    loadSeconds,
    secondsAtChange: hasFallen ? seconds : model.secondsAtChange,
    loadSecondsAtChange: hasFallen ? loadSeconds : model.loadSecondsAtChange,
    first: model.first ?? (hasFallen ? { chargePercent: sample.chargePercent, seconds, loadSeconds } : undefined),
  };
}

/** Seconds the rest lasts at the last load; undefined until at least 3 % in at least 60 s were seen. */
export function estimateRuntime(model: DischargeModel): OwnEstimate | undefined {
  const measured = measure(model);
  const { lastChargePercent, lastLoadPercent = untoldLoadPercent } = model;
  if (measured === undefined || lastChargePercent === undefined) return undefined;
  const { droppedPercent, seconds, meanLoad } = measured;
  if (droppedPercent < leastDropPercent || seconds < leastSeconds) return undefined;
  const percentPerSecond = (droppedPercent / seconds) * loadShare(lastLoadPercent, meanLoad);
  // Since the last step of the gauge it went on falling, unseen; also when the gauge or the card froze.
  const unseen = model.seconds - model.secondsAtChange;
  const runtimeSeconds = Math.max(0, lastChargePercent / percentPerSecond - unseen);
  return { runtimeSeconds, droppedPercent, observedSeconds: seconds };
}

/** From the first fall of the gauge to its last. */
function measure(
  model: DischargeModel,
): { readonly droppedPercent: number; readonly seconds: number; readonly meanLoad: number } | undefined {
  const { first, lastChargePercent } = model;
  if (first === undefined || lastChargePercent === undefined) return undefined;
  const seconds = model.secondsAtChange - first.seconds;
  if (seconds <= 0) return undefined;
  return {
    droppedPercent: first.chargePercent - lastChargePercent,
    seconds,
    meanLoad: (model.loadSecondsAtChange - first.loadSeconds) / seconds,
  };
}

/** What was seen so far, to be remembered; undefined until the charge has fallen. */
export interface SeenDischarge {
  /** Own clock. */
  readonly beganMs: number;
  readonly fromPercent: number;
  readonly toPercent: number;
  readonly seconds: number;
  readonly loadPercent?: number;
}

export function seenDischarge(model: DischargeModel): SeenDischarge | undefined {
  const measured = measure(model);
  const { startAtMs, first, lastChargePercent } = model;
  if (measured === undefined || startAtMs === undefined || first === undefined || lastChargePercent === undefined) return undefined;
  return {
    beganMs: startAtMs,
    fromPercent: first.chargePercent,
    toPercent: lastChargePercent,
    seconds: measured.seconds,
    ...(model.isLoadTold && measured.meanLoad > 0 ? { loadPercent: measured.meanLoad } : {}),
  };
}
