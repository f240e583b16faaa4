import * as snmp from 'net-snmp';
import { upsRating } from '../world/simulated-ups.js';
import type { World } from '../world/world.js';

/** One scalar of a card. Sources of numbers, types and units: APC PowerNet-MIB 4.5.8, RFC 1213. */
export interface CardObject {
  /** Without the trailing `.0`. */
  readonly oid: string;
  readonly type: number;
  readonly read: (world: World) => string | number;
  /** Present when the object is read-write: checks a value, and with `apply` acts on it. False is wrongValue. */
  readonly write?: (world: World, value: number, apply: boolean) => boolean;
}

const powernet = '1.3.6.1.4.1.318.1.1.1';
const { Integer, OctetString, Gauge, TimeTicks, OID } = snmp.ObjectType;
const at = (suffix: string, type: number, read: CardObject['read'], write?: CardObject['write']): CardObject => ({
  oid: `${powernet}.${suffix}`,
  type,
  read,
  ...(write === undefined ? {} : { write }),
});
const text = (suffix: string, read: CardObject['read']) => at(suffix, OctetString, read);
const number = (suffix: string, read: (world: World) => number) => at(suffix, Integer, (world) => Math.round(read(world)));
const gauge = (suffix: string, read: (world: World) => number) => at(suffix, Gauge, (world) => Math.max(0, Math.round(read(world))));
const ticks = (suffix: string, seconds: (world: World) => number) => at(suffix, TimeTicks, (world) => Math.round(seconds(world) * 100));

type UpsSetting = 'minReturnPercent' | 'lowBatterySeconds' | 'returnDelaySeconds' | 'shutoffDelaySeconds';
function setting(suffix: string, type: number, name: UpsSetting, unit: number, max: number): CardObject {
  return at(
    suffix,
    type,
    (world) => Math.round(world.ups.settings[name] / unit),
    (world, value, apply) => {
      const inRange = value >= 0 && value * unit <= max;
      if (inRange && apply) world.ups.settings[name] = value * unit;
      return inRange;
    },
  );
}

/** A control reads 1 (do nothing) whatever it was told before. */
function control(suffix: string, act: (world: World, value: number) => (() => void) | undefined): CardObject {
  return at(
    suffix,
    Integer,
    () => 1,
    (world, value, apply) => {
      const action = value === 1 ? () => undefined : act(world, value);
      if (apply) action?.();
      return action !== undefined;
    },
  );
}

const volts = (world: World) => (world.ups.isOutputOn ? 230 : 0);
const loadPercent = (world: World) => (world.loadWatts() / upsRating.ratedWatts) * 100;
const outputAmperes = (world: World) => world.loadWatts() / 0.93 / 230;
const isDischarging = (world: World) => world.ups.output === 'onBattery';
const outputStatus = { onLine: 2, onBattery: 3, off: 7, rebooting: 8, sleepingUntilPowerReturn: 11 } as const;

/** upsBasicStateOutputState: 64 flags, counted from 1. */
export function outputState(world: World): string {
  const { ups } = world;
  const flags = Array.from({ length: 64 }, () => '0');
  const raise = (flag: number, raised: boolean) => {
    if (raised) flags[flag - 1] = '1';
  };
  raise(1, isDischarging(world) || !ups.isOutputOn);
  raise(2, isDischarging(world));
  raise(3, ups.isBatteryLow);
  raise(4, ups.output === 'onLine');
  raise(6, true);
  raise(11, ups.battery.isEmpty);
  raise(18, ups.output === 'sleepingUntilPowerReturn');
  raise(19, ups.isOutputOn);
  raise(20, ups.output === 'rebooting');
  raise(22, ups.isShutdownPending);
  raise(29, ups.isSelfTesting);
  raise(30, ups.isBatteryLow);
  raise(58, !ups.isOutputOn);
  return flags.join('');
}

function lineFailCause(world: World): number {
  if (!world.ups.mains) return 4;
  return world.ups.isSelfTesting ? 9 : 1;
}

const system: readonly CardObject[] = [
  {
    oid: '1.3.6.1.2.1.1.1',
    type: OctetString,
    read: () => 'APC Web/SNMP Management Card (MB:v4.1.0 PF:v6.9.6 PN:apc_hw05_aos_696.bin AF1:v6.9.6 MN:AP9630 HR:05) (simulated)',
  },
  { oid: '1.3.6.1.2.1.1.2', type: OID, read: () => '1.3.6.1.4.1.318.1.3.27' },
  { oid: '1.3.6.1.2.1.1.3', type: TimeTicks, read: (world) => Math.round(world.seconds * 100) },
  { oid: '1.3.6.1.2.1.1.4', type: OctetString, read: () => 'Practice office' },
  { oid: '1.3.6.1.2.1.1.5', type: OctetString, read: () => 'practice-ups' },
  { oid: '1.3.6.1.2.1.1.6', type: OctetString, read: () => 'Practice office' },
];

const identity: readonly CardObject[] = [
  text('1.1.1', () => 'Smart-UPS 3000'),
  text('1.1.2', () => 'PRACTICE'),
  text('1.2.1', () => 'UPS 05.0 (ID1005)'),
  text('1.2.2', () => '03/14/2024'),
  text('1.2.3', () => 'PRACTICE0001'),
  text('1.2.5', () => 'SMT3000I'),
];

const battery: readonly CardObject[] = [
  number('2.1.1', ({ ups }) => (ups.isBatteryLow ? 3 : 2)),
  ticks('2.1.2', ({ ups }) => ups.secondsOnBattery),
  text('2.1.3', () => '03/14/2024'),
  gauge('2.2.1', ({ ups }) => ups.battery.chargePercent),
  gauge('2.2.2', (world) => (isDischarging(world) ? 27 : 24)),
  ticks('2.2.3', ({ ups }) => ups.runtimeSeconds),
  number('2.2.4', () => 1),
  number('2.2.5', () => 0),
  number('2.2.6', () => 0),
  number('2.2.7', () => 48),
  number('2.2.8', (world) => world.ups.battery.volts(isDischarging(world))),
  number('2.2.9', (world) => (isDischarging(world) ? world.loadWatts() / world.ups.battery.volts(true) : 0)),
  text('2.2.21', () => '03/14/2029'),
  gauge('2.3.1', ({ ups }) => ups.battery.chargePercent * 10),
  gauge('2.3.2', (world) => (isDischarging(world) ? 271 : 243)),
  number('2.3.4', (world) => world.ups.battery.volts(isDischarging(world)) * 10),
  number('2.3.5', (world) => (isDischarging(world) ? (world.loadWatts() / world.ups.battery.volts(true)) * 10 : 0)),
];

const lines: readonly CardObject[] = [
  gauge('3.2.1', ({ ups }) => (ups.mains ? 231 : 0)),
  gauge('3.2.2', () => 233),
  gauge('3.2.3', ({ ups }) => (ups.mains ? 229 : 0)),
  gauge('3.2.4', ({ ups }) => (ups.mains ? 50 : 0)),
  number('3.2.5', lineFailCause),
  gauge('3.3.1', ({ ups }) => (ups.mains ? 2308 : 0)),
  gauge('3.3.4', ({ ups }) => (ups.mains ? 500 : 0)),
  number('4.1.1', ({ ups }) => outputStatus[ups.output]),
  gauge('4.2.1', volts),
  gauge('4.2.2', (world) => (world.ups.isOutputOn ? 50 : 0)),
  gauge('4.2.3', loadPercent),
  gauge('4.2.4', outputAmperes),
  number('4.2.8', (world) => world.loadWatts()),
  number('4.2.9', (world) => world.loadWatts() / 0.93),
  gauge('4.3.1', (world) => volts(world) * 10),
  gauge('4.3.2', (world) => (world.ups.isOutputOn ? 500 : 0)),
  gauge('4.3.3', (world) => loadPercent(world) * 10),
  gauge('4.3.4', (world) => outputAmperes(world) * 10),
];

const configuration: readonly CardObject[] = [
  number('5.2.1', () => 230),
  number('5.2.2', () => 253),
  number('5.2.3', () => 208),
  at(
    '5.2.4',
    Integer,
    ({ ups }) => ups.beeper,
    ({ ups }, value, apply) => {
      const isKnown = value >= 1 && value <= 4;
      if (isKnown && apply) ups.beeper = value;
      return isKnown;
    },
  ),
  setting('5.2.6', Integer, 'minReturnPercent', 1, 90),
  number('5.2.7', () => 4),
  setting('5.2.8', TimeTicks, 'lowBatterySeconds', 0.01, 3600),
  setting('5.2.9', TimeTicks, 'returnDelaySeconds', 0.01, 3600),
  setting('5.2.10', TimeTicks, 'shutoffDelaySeconds', 0.01, 7200),
  ticks('5.2.11', () => 0),
];

const off = (world: World, returns: boolean) => (value: number) =>
  value === 2
    ? () => world.ups.shutdownAfter(0, returns)
    : value === 3
      ? () => world.ups.shutdownAfter(world.ups.settings.shutoffDelaySeconds, returns)
      : undefined;

const controls: readonly CardObject[] = [
  // The MIB: "set ... returns an error if the UPS is not on battery".
  control('6.1.1', (world, value) => (value === 2 && isDischarging(world) ? () => world.ups.shutdownAfter(0, true) : undefined)),
  control('6.2.1', (world, value) => off(world, false)(value)),
  control('6.2.2', (world, value) => off(world, true)(value)),
  control('6.2.3', (world, value) => off(world, true)(value)),
  control('6.2.5', (_, value) => (value === 2 ? () => undefined : undefined)),
  control('6.2.6', (world, value) => (value === 2 || value === 4 ? () => world.ups.turnOn() : undefined)),
];

const tests: readonly CardObject[] = [
  number('7.2.1', () => 4),
  control('7.2.2', (world, value) => (value === 2 ? () => world.ups.startSelfTest() : undefined)),
  number('7.2.3', ({ ups }) => (ups.isSelfTesting ? 4 : 1)),
  text('7.2.4', ({ ups }) => (ups.hasSelfTested ? '11/23/2026' : '11/01/2026')),
  control('7.2.5', () => undefined),
  number('7.2.6', () => 1),
];

/** Everything that the card of the practice UPS serves. */
export const cardObjects: readonly CardObject[] = [
  ...system,
  ...identity,
  ...battery,
  ...lines,
  ...configuration,
  ...controls,
  ...tests,
  number('8.1', () => 1),
  text('11.1.1', outputState),
];
