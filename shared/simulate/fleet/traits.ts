import type { Random } from '../random.js';

/** How a simulated UPS and its card lie. One of each; half of all are honest in each. */
export interface Traits {
  /** `stands`: as if always full. `jumps`: now and then anything. */
  readonly claim: 'honest' | 'minutes' | 'tooLong' | 'tooShort' | 'jumps' | 'stands' | 'missing';
  /** What the true runtime is multiplied with. */
  readonly claimFactor: number;
  /** `tens`: in steps of 10 %. `full`: 100 %, always. */
  readonly gauge: 'honest' | 'tens' | 'full' | 'missing';
  readonly link: 'good' | 'drops' | 'lostOnBattery' | 'freezesOnBattery' | 'reboots';
  /** Seconds on battery after which the link goes, where it does. */
  readonly goesAfterSeconds: number;
  readonly flag: 'none' | 'stickyCalibration' | 'stickyForced' | 'lowBlips' | 'batteryBlips';
  readonly test: 'none' | 'flagged' | 'silent' | 'calibration';
  readonly tellsInput: boolean;
  readonly tellsLoad: boolean;
  /** Raises "low battery" at 20 %; many never do. */
  readonly raisesLow: boolean;
  /** The battery has this share of what it had when new; the claim may be that of a new one. */
  readonly health: number;
  /** A worn battery says so by a flag or its date. */
  readonly tellsWear: 'failedTest' | 'replace' | 'date' | 'not';
  readonly collapsesAtPercent: number;
  /** Its own counter of seconds on battery; `keeps`: begins an outage where it ended the one before. */
  readonly counter: 'honest' | 'keeps';
}

export function drawTraits(random: Random): Traits {
  const health = random.chance(0.35) ? 0.4 + 0.4 * random.next() : 0.9 + 0.1 * random.next();
  const claim = random.pick<Traits['claim']>([
    'honest',
    'honest',
    'minutes',
    'minutes',
    'tooLong',
    'tooLong',
    'tooShort',
    'jumps',
    'stands',
    'missing',
  ]);
  const factors = { tooLong: 1.5 + 0.7 * random.next(), tooShort: 0.3 + 0.4 * random.next() } as const;
  return {
    claim,
    claimFactor: claim === 'tooLong' || claim === 'tooShort' ? factors[claim] : 0.92 + 0.16 * random.next(),
    gauge: random.pick(['honest', 'honest', 'honest', 'honest', 'tens', 'full', 'missing']),
    link: random.pick(['good', 'good', 'good', 'good', 'drops', 'lostOnBattery', 'freezesOnBattery', 'reboots']),
    goesAfterSeconds: random.whole(5, 240),
    flag: random.pick(['none', 'none', 'none', 'none', 'stickyCalibration', 'stickyForced', 'lowBlips', 'batteryBlips']),
    test: random.pick(['none', 'none', 'flagged', 'silent', 'calibration']),
    tellsInput: random.chance(0.8),
    tellsLoad: random.chance(0.9),
    raisesLow: random.chance(0.6),
    health,
    tellsWear: health > 0.85 ? 'not' : random.pick(['failedTest', 'replace', 'date', 'not', 'not']),
    collapsesAtPercent: random.chance(0.06) ? random.whole(30, 70) : 0,
    counter: random.pick(['honest', 'keeps']),
  };
}

/** What the claim comes to beside the truth: a worn battery is often told as if it were new. */
export function claimBias(traits: Traits): number {
  return traits.claim === 'tooLong' ? Math.max(traits.claimFactor, 1 / traits.health) : traits.claimFactor;
}
