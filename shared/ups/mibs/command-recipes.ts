import { asNumber, type RawValue } from '../raw-value.js';
import type { BeeperAction, OutletAction, UpsCapabilities } from '../command.js';

/** One value to write. `ticks` are hundredths of a second, `oid` is an object identifier. */
export type Assignment =
  | { readonly oid: string; readonly type: 'integer' | 'ticks'; readonly value: number }
  | { readonly oid: string; readonly type: 'oid'; readonly value: string };

/** How long until the output goes off: told with the command, or kept by the card as a setting. */
export type DelayRule =
  { readonly kind: 'told'; readonly min: number; readonly max?: number } | { readonly kind: 'setting'; readonly oid: string };

/** What is read back after a command. */
export interface Confirmation {
  readonly oid: string;
  readonly isSo: (value: RawValue) => boolean;
  /** The device always shows it, so that not to see it means that the command is not carried out. Otherwise it is only a sign. */
  readonly isSure: boolean;
}

/** What a recipe may know when it is used. */
export interface Given {
  readonly seconds: number;
  /** As read just before. */
  readonly value: (oid: string) => number | undefined;
}

/** How one command is given in one MIB. */
export interface CommandRecipe {
  readonly mib: string;
  /** See `commandName`. Of the same name, the first that a device has is the best. */
  readonly name: string;
  /** Objects that must exist for the command to be offered. */
  readonly needs: readonly string[];
  /** Objects read before, where there are any. */
  readonly reads?: readonly string[];
  readonly delay?: DelayRule;
  readonly assignments: (given: Given) => readonly Assignment[];
  /** The values belong together in one request; written singly they would mean something else. */
  readonly isOne?: boolean;
  /** Written afterwards, singly; a refusal changes nothing. */
  readonly wishes?: (given: Given) => readonly Assignment[];
  readonly confirm?: Confirmation;
  /** Calls the command off; absent where the device cannot. */
  readonly abort?: { readonly assignments: readonly Assignment[]; readonly wishes?: readonly Assignment[] };
}

const integer = (oid: string, value: number): Assignment => ({ oid, type: 'integer', value });
const is =
  (...wanted: readonly number[]) =>
  (value: RawValue) =>
    wanted.includes(asNumber(value) ?? Number.NaN);
const isCounting = (value: RawValue) => (asNumber(value) ?? -1) >= 0;
const isAboveZero = (value: RawValue) => (asNumber(value) ?? 0) > 0;

const p = '1.3.6.1.4.1.318.1.1.1';
const c = '1.3.6.1.4.1.3808.1.1.1';
const u = '1.3.6.1.2.1.33.1';
const x = '1.3.6.1.4.1.534.1';
const h = '1.3.6.1.4.1.232.165.3';
const g = '1.3.6.1.4.1.705.1';
const n = '1.3.6.1.4.1.935.1.1.1';

/** Flag 22 of upsBasicStateOutputState; not every firmware raises it. */
const isShutdownInitiated = (value: RawValue) => String(value).charAt(21) === '1';
/** Gracefully (3): after the card's shutoff delay. There is no command in PowerNet that calls it off. */
const apcOff = (name: string, oid: string): CommandRecipe => ({
  mib: 'powernet',
  name,
  needs: [`${p}.${oid}`],
  delay: { kind: 'setting', oid: `${p}.5.2.10.0` },
  assignments: () => [integer(`${p}.${oid}`, 3)],
  confirm: { oid: `${p}.11.1.1.0`, isSo: isShutdownInitiated, isSure: false },
});

/** "Sleep" is off until mains returns. Conserve battery (6.1.1) is not used: it ignores the delay (nut #2040). */
const cyberPowerOff: readonly CommandRecipe[] = [
  {
    mib: 'cps',
    name: 'shutdown.return',
    needs: [`${c}.6.2.7.0`],
    delay: { kind: 'told', min: 0, max: 600 },
    assignments: ({ seconds }) => [integer(`${c}.6.2.7.0`, seconds)],
    confirm: { oid: `${c}.6.2.7.0`, isSo: isCounting, isSure: true },
    abort: { assignments: [integer(`${c}.6.2.7.0`, -1)] },
  },
  {
    mib: 'cps',
    name: 'shutdown.return',
    needs: [`${c}.6.2.3.0`],
    delay: { kind: 'setting', oid: `${c}.5.2.10.0` },
    assignments: () => [integer(`${c}.6.2.3.0`, 3)],
  },
  {
    mib: 'cps',
    name: 'shutdown.stayoff',
    needs: [`${c}.6.2.1.0`],
    delay: { kind: 'setting', oid: `${c}.5.2.10.0` },
    assignments: () => [integer(`${c}.6.2.1.0`, 3)],
  },
];

/** LoadShedSecsWithRestart comes back for sure and cannot be called off; OutputOffDelay can (0), so "now" is 1. */
const eatonOff = (mib: string, off: string, loadShed: string): readonly CommandRecipe[] => [
  {
    mib,
    name: 'shutdown.return',
    needs: [loadShed],
    delay: { kind: 'told', min: 1 },
    assignments: ({ seconds }) => [integer(loadShed, seconds)],
    confirm: { oid: loadShed, isSo: isAboveZero, isSure: true },
  },
  {
    mib,
    name: 'shutdown.stayoff',
    needs: [off],
    delay: { kind: 'told', min: 1 },
    assignments: ({ seconds }) => [integer(off, seconds)],
    confirm: { oid: off, isSo: isAboveZero, isSure: true },
    abort: { assignments: [integer(off, 0)] },
  },
];

/** Seconds after the cut-off at which an RFC 1628 card starts the output again, should mains be back before the cut-off. */
const startGapSeconds = 60;
const standardOff = (name: string, autoRestart: 1 | 2): CommandRecipe => ({
  mib: 'rfc1628',
  name,
  needs: [`${u}.8.2.0`],
  delay: { kind: 'told', min: 0 },
  // Type "output": real Eaton cards stand at "system", which would leave the load on.
  assignments: ({ seconds }) => [integer(`${u}.8.1.0`, 1), integer(`${u}.8.5.0`, autoRestart), integer(`${u}.8.2.0`, seconds)],
  // Auto restart covers a shutdown during an outage only; if mains is back at cut-off some cards stay off without this.
  ...(autoRestart === 1 ? { wishes: ({ seconds }: Given) => [integer(`${u}.8.3.0`, seconds + startGapSeconds)] } : {}),
  confirm: { oid: `${u}.8.2.0`, isSo: isCounting, isSure: true },
  abort: { assignments: [integer(`${u}.8.2.0`, -1)], wishes: [integer(`${u}.8.3.0`, -1)] },
});

/** A test that is told by a number and shown by another object. A short one may be over before it is seen: seeing it is a sign only. */
const test = (mib: string, told: string, value: number, shown: string, running: readonly number[]): CommandRecipe => ({
  mib,
  name: 'selftest.start',
  needs: [told],
  assignments: () => [integer(told, value)],
  confirm: { oid: shown, isSo: is(...running), isSure: false },
});
const testOver = (mib: string, told: string, value: number, shown: string, running: readonly number[]): CommandRecipe => ({
  mib,
  name: 'selftest.stop',
  needs: [told, shown],
  assignments: () => [integer(told, value)],
  confirm: { oid: shown, isSo: (now) => !is(...running)(now), isSure: true },
});

/**
 * RFC 1628 section 4, upsTestSpinLock: the lock comes first and in the same request, with the value just read, so that of two managers one fails.
 * Cards without the lock take the test's name alone.
 */
const standardTest = (name: string, testName: number, isRunning: boolean): CommandRecipe => ({
  mib: 'rfc1628',
  name,
  needs: isRunning ? [`${u}.7.1.0`] : [`${u}.7.1.0`, `${u}.7.3.0`],
  reads: [`${u}.7.2.0`],
  isOne: true,
  assignments: ({ value }) => {
    const lock = value(`${u}.7.2.0`);
    const wanted: Assignment = { oid: `${u}.7.1.0`, type: 'oid', value: `${u}.7.7.${String(testName)}` };
    return lock === undefined ? [wanted] : [integer(`${u}.7.2.0`, lock), wanted];
  },
  confirm: { oid: `${u}.7.3.0`, isSo: (now) => is(5)(now) === isRunning, isSure: !isRunning },
});

/** The beeper of one MIB: what is written for each action, and what the object's values mean. */
export interface BeeperRecipe {
  readonly mib: string;
  readonly oid: string;
  readonly tells: Readonly<Partial<Record<BeeperAction, number>>>;
  readonly shows: Readonly<Record<number, NonNullable<UpsCapabilities['beeper']>>>;
}

/** Sources: PowerNet-MIB upsAdvConfigAlarm, RFC 1628 upsConfigAudibleStatus, CPS-MIB upsAdvanceConfigAlarm, XPPC-MIB upsSmartConfigAlarm. */
export const beeperRecipes: readonly BeeperRecipe[] = [
  {
    mib: 'powernet',
    oid: `${p}.5.2.4.0`,
    tells: { enable: 1, disable: 3, mute: 4 },
    shows: { 1: 'enabled', 2: 'enabled', 3: 'disabled', 4: 'muted' },
  },
  {
    mib: 'cps',
    oid: `${c}.5.2.4.0`,
    tells: { enable: 2, disable: 3, mute: 4 },
    shows: { 1: 'enabled', 2: 'enabled', 3: 'disabled', 4: 'muted' },
  },
  { mib: 'xppc', oid: `${n}.5.2.4.0`, tells: { enable: 1, disable: 3 }, shows: { 1: 'enabled', 2: 'enabled', 3: 'disabled' } },
  { mib: 'rfc1628', oid: `${u}.9.8.0`, tells: { enable: 2, disable: 1, mute: 3 }, shows: { 1: 'disabled', 2: 'enabled', 3: 'muted' } },
];

/** Muting takes hold only while something sounds (RFC 1628), so that not to see it says nothing. */
const beeper = ({ mib, oid, tells }: BeeperRecipe): readonly CommandRecipe[] =>
  (Object.entries(tells) as [BeeperAction, number][]).map(([action, value]) => ({
    mib,
    name: `beeper.${action}`,
    needs: [oid],
    assignments: () => [integer(oid, value)],
    confirm: { oid, isSo: is(value), isSure: action !== 'mute' },
  }));

/** Every known command of the scalar objects, best first; which of them a device has is found out by asking for the objects they need. */
export const commandRecipes: readonly CommandRecipe[] = [
  apcOff('shutdown.return', '6.2.2.0'),
  apcOff('shutdown.stayoff', '6.2.1.0'),
  ...cyberPowerOff,
  ...eatonOff('xups', `${x}.9.1.0`, `${x}.9.6.0`),
  ...eatonOff('cpqpower', `${h}.8.1.0`, `${h}.8.6.0`),
  // MGE cards are told through RFC 1628, as NUT does.
  standardOff('shutdown.return', 1),
  standardOff('shutdown.stayoff', 2),
  test('powernet', `${p}.7.2.2.0`, 2, `${p}.7.2.3.0`, [4]),
  test('cps', `${c}.7.2.2.0`, 2, `${c}.7.2.3.0`, [4]),
  test('xppc', `${n}.7.2.2.0`, 2, `${n}.7.2.3.0`, [4]),
  // Scheduled (7) is taken as well: the card will begin when it may.
  test('xups', `${x}.8.1.0`, 1, `${x}.8.2.0`, [4, 7]),
  testOver('xups', `${x}.8.1.0`, 6, `${x}.8.2.0`, [4, 7]),
  test('cpqpower', `${h}.7.1.0`, 1, `${h}.7.2.0`, [4]),
  // Quick battery test, else the general one.
  standardTest('selftest.start', 4, true),
  standardTest('selftest.start', 3, true),
  standardTest('selftest.stop', 2, false),
  test('mge', `${g}.10.4.0`, 2, `${u}.7.3.0`, [5]),
  ...beeperRecipes.flatMap(beeper),
];

/** Outlets that the device switches together: a table with one row a group. */
export interface GroupRecipe {
  readonly mib: string;
  /** Column that shows each group's state; its rows are the groups. */
  readonly state: string;
  readonly isOn: (value: RawValue) => boolean | undefined;
  readonly title?: string;
  readonly commands: Readonly<Partial<Record<OutletAction, { readonly column: string; readonly value: number }>>>;
}

const onOrOff = (value: RawValue): boolean | undefined => (is(1)(value) ? true : is(2)(value) ? false : undefined);

/** Sources: PowerNet-MIB upsOutletGroupStatusTable and upsOutletGroupControlTable, XUPS-MIB xupsRecepTable. */
export const groupRecipes: readonly GroupRecipe[] = [
  {
    mib: 'powernet',
    state: `${p}.12.1.2.1.3`,
    isOn: onOrOff,
    title: `${p}.12.1.2.1.2`,
    commands: {
      on: { column: `${p}.12.3.2.1.3`, value: 1 },
      off: { column: `${p}.12.3.2.1.3`, value: 2 },
      cycle: { column: `${p}.12.3.2.1.3`, value: 3 },
    },
  },
  {
    mib: 'xups',
    state: `${x}.12.2.1.2`,
    // On with a pending off is on still.
    isOn: (value) => (is(3)(value) ? true : is(4)(value) ? false : onOrOff(value)),
    commands: { on: { column: `${x}.12.2.1.4`, value: 0 }, off: { column: `${x}.12.2.1.3`, value: 0 } },
  },
];

/** The commands of one group; `row`: its index in the table. */
export function commandsOfGroup(recipe: GroupRecipe, row: string): readonly CommandRecipe[] {
  return (Object.entries(recipe.commands) as [OutletAction, { readonly column: string; readonly value: number }][]).map(
    ([action, { column, value }]) => ({
      mib: recipe.mib,
      name: `outlet.${row}.${action}`,
      needs: [`${column}.${row}`],
      assignments: () => [integer(`${column}.${row}`, value)],
      // A group that cycles is off for a moment only.
      confirm: {
        oid: `${recipe.state}.${row}`,
        isSo: (now) => recipe.isOn(now) === (action === 'on'),
        isSure: action !== 'cycle',
      },
    }),
  );
}
