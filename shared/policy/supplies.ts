import { batterySeconds } from './battery-time.js';
import { decayed } from './counted-runtime.js';
import type { Seen, UpsJudgement } from './judgement.js';
import type { PolicyConfig } from './policy-config.js';
import { neverSeen } from './judgement.js';

/**
 * A supply of the office at this moment. `good`: known to feed it from mains; `battery`: feeds it for as long as its battery lasts;
 * `unheard`: nothing is known of it, so it is reckoned to last as long as the worst that tells, and is not counted on beyond; `gone`: off.
 * Unknown is never good, and never by itself a reason to act.
 */
export interface Supply {
  readonly upsId: string;
  readonly standing: 'good' | 'battery' | 'unheard' | 'gone';
  readonly secondsOnBattery: number;
  /** Runtime for triggers: held by two readings in a row, or the last one while nothing is heard; decayed. */
  readonly runtimeSeconds?: number | undefined;
  /** Runtime as shown. */
  readonly shownRuntimeSeconds?: number | undefined;
  readonly chargePercent?: number | undefined;
  readonly isLow: boolean;
  readonly isForcedShutdown: boolean;
  readonly isHeard: boolean;
  /** On battery for a test or a calibration: mains is there and would take over again. */
  readonly isTested: boolean;
  /** Explained by a test, inferred against the device's word, or said beside mains and a good input voltage: no trigger counts its time. */
  readonly isTimeDoubted: boolean;
}

/** `held`: only what two readings in a row said, for triggers. `last`: what the last one said, to know when a second look is due. */
export type Look = 'held' | 'last';

export function suppliesOf(
  judgements: readonly UpsJudgement[],
  config: PolicyConfig,
  nowMs: number,
  look: Look = 'held',
): readonly Supply[] {
  return config.upsIds.map((upsId) => {
    const judgement = judgements.find((one) => one.state.upsId === upsId) ?? neverSeen(upsId);
    return supplyOf(look === 'held' ? judgement : asIfTwice(judgement), nowMs);
  });
}

function asIfTwice(judgement: UpsJudgement): UpsJudgement {
  const last = judgement.recent.at(-1);
  return last === undefined ? judgement : { ...judgement, recent: [last, last] };
}

/** How many of the supplies the office needs; a plan that asks for more than there are asks for all. */
export function requiredOf(supplies: readonly Supply[], config: PolicyConfig): number {
  return Math.max(1, Math.min(config.requiredSupplies, supplies.length));
}

function supplyOf(judgement: UpsJudgement, nowMs: number): Supply {
  const { state, recent, claim, outage } = judgement;
  const isHeard = state.trust === 'fresh';
  const onBattery = claim?.power === 'battery' && outage?.isConfirmed === true;
  // One reading is none, for better or worse: it is reckoned to last until the next tells, which is asked for at once.
  const isAwaited = isHeard && recent.length < 2;
  const runtime = !onBattery ? undefined : isAwaited ? Number.POSITIVE_INFINITY : triggerRuntime(judgement, isHeard, nowMs);
  return {
    upsId: state.upsId,
    standing: standingOf(judgement, onBattery),
    secondsOnBattery: outage === undefined ? 0 : batterySeconds(outage, nowMs),
    runtimeSeconds: runtime,
    shownRuntimeSeconds: state.runtimeSeconds,
    chargePercent: debounced(recent, isHeard, (seen) => seen.chargePercent),
    isLow: recent.length >= 2 && recent.every((seen) => seen.isLow),
    isForcedShutdown: judgement.isForcedShutdown,
    isHeard,
    isTested: judgement.isTestBelieved,
    isTimeDoubted: judgement.isTestBelieved || claim?.isInferred === true || isSaidBesideMains(judgement),
  };
}

/** Some cards say "on battery" beside "on mains" for ever; a good input voltage speaks for mains. */
function isSaidBesideMains({ input, state }: UpsJudgement): boolean {
  return input.says === 'good' && state.reading?.disagreements?.some((one) => one.field === 'power') === true;
}

function standingOf(judgement: UpsJudgement, onBattery: boolean): Supply['standing'] {
  if (onBattery) return 'battery';
  const { claim, state } = judgement;
  if (state.trust === 'lost' || state.trust === 'neverSeen' || judgement.isVoid || claim === undefined) return 'unheard';
  if (claim.power === 'battery') return judgement.settled === 'unknown' ? 'unheard' : 'good';
  if (claim.power === 'off') return state.power === 'off' ? 'gone' : 'good';
  return 'good';
}

/** Silence with no runtime to count down: NUT calls such a UPS dead, and so do we once it is lost and was surely on battery. */
function triggerRuntime(judgement: UpsJudgement, isHeard: boolean, nowMs: number): number | undefined {
  if (!isHeard && judgement.isTestBelieved) return undefined;
  const held = debounced(judgement.recent, isHeard, (seen) => (seen.runtime === undefined ? undefined : decayed(seen.runtime, nowMs)));
  if (held !== undefined || judgement.state.trust !== 'lost') return held;
  return (judgement.outage?.readings ?? 0) >= 2 ? 0 : undefined;
}

/** The better of the last two readings: what holds for it held twice in a row. */
function debounced(recent: readonly Seen[], isHeard: boolean, value: (seen: Seen) => number | undefined): number | undefined {
  let best: number | undefined;
  let told = 0;
  for (const seen of recent) {
    const one = value(seen);
    if (one === undefined) continue;
    told += 1;
    best = best === undefined ? one : Math.max(best, one);
  }
  return isHeard && told < 2 ? undefined : best;
}

/** Seconds until fewer than `required` are left, when each lasts on its own for so long; Infinity for one that does not end. */
export function untilTooFew(lasts: readonly number[], required: number): number {
  const sorted = [...lasts].sort((left, right) => right - left);
  return sorted[required - 1] ?? 0;
}

/**
 * Seconds until fewer than the required supplies are left, runtimes at their present load. When one fails, the others take its load,
 * so what they have left shrinks by its share. Infinity while enough are on mains; undefined when no runtime is known.
 */
export function officeRuntime(
  supplies: readonly Supply[],
  required: number,
  runtimeOf: (supply: Supply) => number | undefined,
): number | undefined {
  const good = supplies.filter((supply) => supply.standing === 'good').length;
  if (good >= required) return Number.POSITIVE_INFINITY;
  const draining = supplies.filter((supply) => supply.standing === 'battery' || supply.standing === 'unheard');
  const told = draining.map((supply) => (supply.standing === 'battery' ? runtimeOf(supply) : undefined));
  const known = told.filter((one): one is number => one !== undefined);
  if (known.length === 0) return undefined;
  // One that does not tell lasts as long as the worst that does.
  const worst = Math.min(...known);
  let left = told.map((one) => one ?? worst).sort((one, other) => one - other);
  let seconds = 0;
  while (good + left.length >= required) {
    const alive = good + left.length;
    const first = left[0] ?? 0;
    if (first === Number.POSITIVE_INFINITY) return first;
    seconds += first;
    left = left.slice(1).map((one) => ((one - first) * (alive - 1)) / alive);
  }
  return seconds;
}
