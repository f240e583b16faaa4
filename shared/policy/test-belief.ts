import type { UpsFlag } from '../ups/reading.js';

/** A self test or calibration as flagged: since when, and when last. */
export interface Flagged {
  readonly sinceMs: number;
  readonly lastMs: number;
}

export interface Tests {
  readonly selfTest: Flagged | undefined;
  readonly calibrating: Flagged | undefined;
}

export const noTests: Tests = { selfTest: undefined, calibrating: undefined };

/** Quick tests take seconds, "general" ones of RFC 1628 minutes. */
export const selfTestBelievedSeconds = 300;
/** A flag must be gone for so long before it may be believed anew: one that comes and goes is one that sticks. */
const forgottenMs = 60_000;

/** Takes the flags of a reading. */
export function observeTests(tests: Tests, flags: readonly UpsFlag[], nowMs: number): Tests {
  const selfTest = observe(tests.selfTest, flags.includes('selfTest'), nowMs);
  const calibrating = observe(tests.calibrating, flags.includes('calibrating'), nowMs);
  return { selfTest, calibrating };
}

function observe(before: Flagged | undefined, isFlagged: boolean, nowMs: number): Flagged | undefined {
  if (isFlagged) return { sinceMs: before?.sinceMs ?? nowMs, lastMs: nowMs };
  return before !== undefined && nowMs - before.lastMs < forgottenMs ? before : undefined;
}

export interface Belief {
  readonly selfTest: boolean;
  readonly calibrating: boolean;
  /** Flagged now, and for longer than anybody believes. */
  readonly isSticky: boolean;
}

export interface BeliefLimits {
  readonly confirmSeconds: number;
  readonly calibrationBelievedSeconds: number;
}

/**
 * Whether a test explains that the UPS runs on battery. Believed for a bounded time and not when input voltage is gone: a sticky CAL
 * flag must not hide a real outage (nut #2104, #2168, #2794). Some devices drop the flag a moment before they are back on mains.
 */
export function believe(tests: Tests, limits: BeliefLimits, isInputGone: boolean, nowMs: number): Belief {
  const graceMs = limits.confirmSeconds * 1000;
  const isOn = (one: Flagged | undefined): one is Flagged => one !== undefined && nowMs - one.lastMs <= graceMs;
  const isWithin = (one: Flagged, seconds: number) => nowMs - one.sinceMs <= seconds * 1000;
  const selfTestSeconds = Math.min(selfTestBelievedSeconds, limits.calibrationBelievedSeconds);
  const { selfTest, calibrating } = tests;
  const isTestYoung = isOn(selfTest) && isWithin(selfTest, selfTestSeconds);
  const isCalibrationYoung = isOn(calibrating) && isWithin(calibrating, limits.calibrationBelievedSeconds);
  return {
    selfTest: isTestYoung && !isInputGone,
    calibrating: isCalibrationYoung && !isInputGone,
    isSticky: (isOn(selfTest) && !isTestYoung) || (isOn(calibrating) && !isCalibrationYoung),
  };
}
