import type { Failure } from '../result.js';
import type { Reading } from '../ups/reading.js';
import { fitBattery } from '../battery/battery-fit.js';
import type { Discharge } from '../battery/discharge.js';
import { batteryReasons } from '../battery/runtime-reason.js';
import { beginBatteryTime, goOnBattery, pauseBatteryTime } from './battery-time.js';
import { contradiction, isInputGone, observeDrift, witnessInput, type Contradiction } from './contradiction.js';
import { noRuntimeWatched, watchRuntime, type KnownBattery } from './counted-runtime.js';
import type { Claim, Seen, UpsJudgement } from './judgement.js';
import { isHeard, plausible } from './plausible.js';
import type { PolicyConfig } from './policy-config.js';
import type { PowerState } from './power-state.js';
import { believe, observeTests } from './test-belief.js';

/** A failed read is noticed after the read's own limit; silence is counted from there at the latest. */
const readLimitMs = 5000;

/**
 * These take what is told of one UPS; what is believed by that is worked out afterwards, for all of them at once (`refresh`).
 * A reading of this UPS. One that does not tell the power is no news of it.
 */
export function hear(before: UpsJudgement, given: Reading, atMs: number, config: PolicyConfig): UpsJudgement {
  const reading = plausible(given);
  if (!isHeard(reading) || reading.power === 'unknown') {
    // Of a card that lost its UPS only that is news; its other flags are of yesterday.
    const news = isHeard(reading) ? reading.flags : (['communicationLost'] as const);
    const flags = [...new Set([...before.state.flags, ...news])];
    // A primary that shuts down may tell nothing else any more.
    const isForcedShutdown = before.isForcedShutdown || followForcedShutdown(before, reading, undefined);
    const state = { ...withoutLostContact(before.state), flags };
    const { lostContact } = reading;
    return miss({ ...before, isForcedShutdown, state: lostContact === undefined ? state : { ...state, lostContact } }, atMs, undefined);
  }
  const input = witnessInput(before.input, reading.inputVolts);
  const tests = observeTests(before.tests, reading.flags, atMs);
  const belief = believe(tests, config, isInputGone(input), atMs);
  const isTested = belief.selfTest || belief.calibrating;
  const says = reading.power;
  const drift = says === 'mains' ? observeDrift(before.drift, reading, atMs) : undefined;
  const isInOutage = before.outage?.isAnnounced === true;
  const found: Contradiction = drift === undefined || isTested ? 'none' : contradiction(drift, input, atMs, isInOutage);
  const power = found === 'battery' ? 'battery' : says;
  const heard: UpsJudgement = {
    ...before,
    silence: undefined,
    battery: knownBattery(before.past, reading, atMs),
    drift,
    claim: nextClaim(before, power, found === 'battery', atMs),
    isVoid: false,
    tests,
    input,
    isContradictory: found !== 'none',
    disagreedInARow: disagreesOnValues(reading) ? before.disagreedInARow + 1 : 0,
    isForcedShutdown: followForcedShutdown(before, reading, power),
    state: { ...withoutLostContact(before.state), reading, flags: reading.flags, lastGoodAtMs: atMs },
  };
  return followPower(heard, reading, power, atMs, config);
}

function withoutLostContact(state: PowerState): PowerState {
  if (state.lostContact === undefined) return state;
  const { lostContact: _known, ...rest } = state;
  return rest;
}

/** What is remembered of this UPS's earlier discharges, and what the wall clock says: for the age of a battery, and nothing else. */
export function remember(
  before: UpsJudgement,
  given: { readonly discharges: readonly Discharge[]; readonly wallMs: number },
  atMs: number,
): UpsJudgement {
  const past = { discharges: given.discharges, ...(Number.isFinite(given.wallMs) ? { wallAtZeroMs: given.wallMs - atMs } : {}) };
  const { reading } = before.state;
  return { ...before, past, battery: reading === undefined ? before.battery : knownBattery(past, reading, atMs) };
}

function knownBattery(past: UpsJudgement['past'], reading: Reading, atMs: number): KnownBattery {
  const wallMs = past.wallAtZeroMs === undefined ? undefined : past.wallAtZeroMs + atMs;
  const { flags, batteryDate } = reading;
  const present = { needsReplacing: flags.includes('replaceBattery'), ...(batteryDate === undefined ? {} : { batteryDate }) };
  const fit = wallMs === undefined || past.discharges.length === 0 ? undefined : fitBattery(present, past.discharges, wallMs);
  return { reasons: batteryReasons(flags, batteryDate, wallMs), fit };
}

/** Nothing usable was heard. */
export function miss(before: UpsJudgement, atMs: number, failure: Failure | undefined): UpsJudgement {
  const since = before.silence?.sinceMs ?? Math.max(before.state.lastGoodAtMs ?? atMs, atMs - readLimitMs);
  // What the server last said of its driver is not known any more once the server itself is silent.
  const state = failure === undefined ? before.state : withoutLostContact(before.state);
  return { ...before, silence: { sinceMs: since, failure }, state };
}

/**
 * The program slept, or its clock jumped: what was believed is not known any more. Time on battery keeps what it had, the gap does not
 * count; when the gap was surely longer than mains takes to be stable, what comes may be another outage and its time starts at 0.
 */
export function forget(before: UpsJudgement, awakeUntilMs: number, gapMs: number, config: PolicyConfig): UpsJudgement {
  const { outage } = before;
  const paused = outage === undefined ? undefined : pauseBatteryTime(outage, awakeUntilMs);
  const isLong = gapMs >= config.stableMainsSeconds * 1000;
  return {
    ...before,
    claim: undefined,
    drift: undefined,
    outage: paused === undefined || !isLong ? paused : { ...paused, spentMs: 0 },
    isVoid: before.state.trust !== 'neverSeen',
    recent: [],
    runtime: noRuntimeWatched,
    isContradictory: false,
  };
}

/** About the power a device must not say two things; about a value it may, and that alone keeps no office down. */
function disagreesOnValues({ disagreements = [] }: Reading): boolean {
  return disagreements.some(({ field }) => field !== 'power');
}

function nextClaim(before: UpsJudgement, power: Claim['power'], isInferred: boolean, atMs: number): Claim {
  // What happened while nothing was heard is not known: mains must be stable from now on.
  const { claim } = before;
  const isContinued = claim?.power === power && before.state.trust !== 'lost';
  return { power, isInferred, sinceMs: isContinued ? claim.sinceMs : atMs };
}

/**
 * A flag that was there at our first look on mains is left over, also in the next outage: after power returns, primaries keep it until they
 * are restarted. At a first look on battery it is an order.
 */
function followForcedShutdown(before: UpsJudgement, reading: Reading, power: Claim['power'] | undefined): boolean {
  if (!reading.flags.includes('forcedShutdown')) return false;
  const wasWithout = before.state.reading !== undefined && !before.state.reading.flags.includes('forcedShutdown');
  const isFirstLook = before.state.reading === undefined;
  return before.isForcedShutdown || wasWithout || (isFirstLook && power === 'battery');
}

const noneSeen: readonly Seen[] = [];

function followPower(heard: UpsJudgement, reading: Reading, power: Claim['power'], atMs: number, config: PolicyConfig): UpsJudgement {
  if (power === 'battery') return takeOnBattery(heard, reading, atMs);
  const { outage } = heard;
  const off: UpsJudgement = { ...heard, outage: undefined, recent: noneSeen, runtime: noRuntimeWatched };
  if (outage === undefined) return off;
  // "Off" for a moment is how some devices begin a transfer or a test (nut #2104): the outage neither ends nor stands still by it.
  const stretchMs = atMs - (heard.claim?.sinceMs ?? atMs);
  if (power === 'off') {
    return { ...off, outage: stretchMs >= config.confirmSeconds * 1000 ? pauseBatteryTime(outage, atMs) : outage };
  }
  if (stretchMs >= config.stableMainsSeconds * 1000) return off;
  return { ...off, outage: pauseBatteryTime(outage, atMs) };
}

function takeOnBattery(heard: UpsJudgement, reading: Reading, atMs: number): UpsJudgement {
  const outage = heard.outage === undefined ? beginBatteryTime(atMs) : goOnBattery(heard.outage, atMs);
  const runtime = watchRuntime(heard.runtime, reading, atMs, heard.battery);
  const seen: Seen = {
    isLow: reading.flags.includes('lowBattery'),
    chargePercent: reading.chargePercent,
    runtime: runtime.counted,
  };
  // Two readings with a silence between them are not two in a row.
  const recent = heard.state.trust === 'lost' ? [] : heard.recent;
  return { ...heard, outage, runtime, recent: [...recent, seen].slice(-2) };
}
