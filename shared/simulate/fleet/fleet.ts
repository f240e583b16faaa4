import { decide } from '../../policy/policy.js';
import { randomFrom } from '../random.js';
import { FleetOffice, type FleetParts } from './fleet-office.js';
import type { Ruling } from './referee.js';

export interface FleetOptions {
  /** 1 to 168 */
  readonly hours: number;
  /** Each office has its own, `seed`, `seed + 1`, ... */
  readonly seed: number;
  readonly offices: number;
}

/** Also the JSON of `sundown simulate --fleet`. */
export interface FleetResult {
  readonly offices: number;
  readonly supplies: number;
  readonly hours: number;
  readonly seed: number;
  readonly outages: number;
  readonly finished: number;
  /** Begun with more than twice the time left, because a device said that there was less. */
  readonly early: number;
  /** Begun although there was mains, of which too few supplies told. */
  readonly blind: number;
  /** Power was lost, and nothing had told in time. */
  readonly unknowable: number;
  /** Power was lost; the battery never held the plan. */
  readonly tooShort: number;
  readonly violations: readonly {
    readonly seed: number;
    readonly kind: 'falseStart' | 'missed';
    readonly second: number;
    readonly what: string;
  }[];
}

/**
 * A fleet of independent offices whose UPSes lie, flap and die, in virtual time, under the product's own policy. The truth is known to the
 * simulation alone; a start without ground and a loss that something had told of in time are violations. The same seed, the same story.
 */
export function simulateFleet(options: FleetOptions, parts: Partial<FleetParts> = {}): FleetResult {
  const untilSeconds = options.hours * 3600;
  const counts = { falseStart: 0, missed: 0, early: 0, blind: 0, unknowable: 0, tooShort: 0, finished: 0, outage: 0 };
  const violations: FleetResult['violations'][number][] = [];
  let supplies = 0;
  for (let index = 0; index < options.offices; index += 1) {
    const seed = options.seed + index;
    const ruled = ({ kind, second, what }: Ruling) => {
      counts[kind] += 1;
      if (kind === 'falseStart' || kind === 'missed') violations.push({ seed, kind, second, what });
    };
    const office = new FleetOffice(randomFrom(seed), untilSeconds, { decide, ...parts }, ruled);
    supplies += office.supplies.length;
    for (let second = 0; second < untilSeconds; second += 1) office.live(second);
  }
  const { outage: outages, finished, early, blind, unknowable, tooShort } = counts;
  return { ...options, supplies, outages, finished, early, blind, unknowable, tooShort, violations };
}
