/** Where the load gets its power from, as the device says it; `unknown` is an answer, never a guess. */
export type PowerSource = 'mains' | 'battery' | 'bypass' | 'off' | 'unknown';

/** States a UPS can be in at the same time. Names follow NUT's ups.status where it has one. */
export const upsFlags = [
  'lowBattery',
  'replaceBattery',
  'batteryFault',
  'noBattery',
  'charging',
  'discharging',
  'overload',
  'overTemperature',
  'boost',
  'trim',
  'bypass',
  'off',
  'eco',
  'selfTest',
  'selfTestFailed',
  'calibrating',
  'forcedShutdown',
  'shutdownPending',
  'communicationLost',
  'alarm',
  'fault',
  'awaitingPower',
] as const;
export type UpsFlag = (typeof upsFlags)[number];

export type UpsProtocol = 'snmp' | 'nut' | 'apcupsd' | 'system';

/** What one phase of a three-phase device says of itself. */
export interface Phase {
  /** From 1, as the device counts. */
  readonly phase: number;
  readonly inputVolts?: number;
  readonly outputVolts?: number;
  readonly loadPercent?: number;
  readonly outputWatts?: number;
}

/**
 * Why a server between us and the UPS has nothing current to tell: its driver is silent (`dataStale`), gone (`driverNotConnected`), or has
 * lost the UPS itself (`deviceSilent`).
 */
export type LostContact = 'dataStale' | 'driverNotConnected' | 'deviceSilent';

/** Two sources within one device (its MIBs, its flags and its values) that cannot both be right; the worse one was taken. */
export interface Disagreement {
  readonly field: string;
  readonly said: readonly { readonly source: string; readonly value: number | string }[];
}

/**
 * One reading of one UPS. What the device does not tell is absent, never 0 or -1.
 * Also the JSON of `sundown ups read`, so names and units are a promise.
 */
export interface Reading {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly serial?: string;
  readonly firmware?: string;
  readonly protocol: UpsProtocol;
  /** The MIB(s) read, joined with `+` (SNMP only): `powernet`, `rfc1628`, `xups`, `mge`, `cps`, ... */
  readonly mib?: string;
  readonly power: PowerSource;
  readonly flags: readonly UpsFlag[];
  /** 0..100 */
  readonly chargePercent?: number;
  readonly runtimeSeconds?: number;
  /** 0..; above 100 is overload */
  readonly loadPercent?: number;
  readonly inputVolts?: number;
  readonly outputVolts?: number;
  readonly batteryVolts?: number;
  readonly temperatureCelsius?: number;
  readonly outputWatts?: number;
  /** Only where the device has more than one; the fields above then hold the worst phase, watts their sum. */
  readonly phases?: readonly Phase[];
  /** Absent while the device agrees with itself. */
  readonly disagreements?: readonly Disagreement[];
  /** Beside the flag `communicationLost`, where a server told it. */
  readonly lostContact?: LostContact;
  /** When the battery was put in or last replaced, as the device tells it: `2024-05-31`. */
  readonly batteryDate?: string;
  /** ISO 8601, wall clock, for people only: nothing is decided by it. */
  readonly readAt: string;
  readonly roundTripMs: number;
  /** Requests on the wire that this reading took. */
  readonly requests: number;
}
