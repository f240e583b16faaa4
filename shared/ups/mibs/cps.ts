import { batteryDate, batteryNormal, flag, number, power, state, text, type Meaning, type MibTable } from './mib-table.js';

/** upsBaseOutputStatus; the numbers part from APC's at 5. */
const outputStatus: Readonly<Record<number, Meaning>> = {
  1: power('unknown'),
  2: power('mains'),
  3: power('battery'),
  4: power('mains', 'boost'),
  5: power('off', 'off'),
  6: power('off', 'off'),
  7: power('off', 'off'),
  8: power('mains', 'eco'),
  9: power('bypass', 'bypass'),
  10: power('mains', 'trim'),
  11: power('mains', 'overload'),
};

/** CyberPower. Laid out like PowerNet, but with tenths of volts, and replace is 2.2.5 where APC has 2.2.4. */
export const cps: MibTable = {
  name: 'cps',
  title: 'CyberPower CPS',
  source: 'CPS-MIB 2.13',
  base: '1.3.6.1.4.1.3808.1.1.1',
  probes: ['4.1.1.0', '2.2.4.0', '2.2.1.0', '2.1.1.0'],
  manufacturer: 'CyberPower',
  rows: [
    state('4.1.1.0', 'upsBaseOutputStatus', outputStatus, { critical: true }),
    state('2.1.1.0', 'upsBaseBatteryStatus', { 2: batteryNormal, 3: flag('lowBattery'), 4: flag('noBattery') }, { critical: true }),
    state('7.2.3.0', 'upsAdvanceTestDiagnosticsResults', { 2: flag('selfTestFailed'), 4: flag('selfTest') }, { critical: true }),
    state('7.2.7.0', 'upsAdvanceTestRuntimeCalibrationResults', { 3: flag('calibrating') }, { critical: true }),
    state('3.2.5.0', 'upsAdvanceInputLineFailCause', { 4: { flags: ['selfTest'], onlyOnBattery: true } }, { critical: true }),
    state('2.2.5.0', 'upsAdvanceBatteryReplaceIndicator', { 2: flag('replaceBattery') }),
    state('10.1.0', 'upsAdvanceStatus', { 2: flag('overTemperature'), 3: flag('fault') }),
    { kind: 'countdown', oid: '6.2.7.0' },
    number('2.2.1.0', 'chargePercent', 1),
    number('2.2.4.0', 'runtimeSeconds', 0.01),
    number('4.2.3.0', 'loadPercent', 1),
    number('3.2.1.0', 'inputVolts', 0.1),
    number('9.1.2.1.2', 'inputVolts', 0.1, { phases: 'first' }),
    number('4.2.1.0', 'outputVolts', 0.1),
    number('9.2.2.1.2', 'outputVolts', 0.1, { phases: 'first' }),
    number('2.2.2.0', 'batteryVolts', 0.1),
    number('2.2.3.0', 'temperatureCelsius', 1),
    number('10.2.0', 'temperatureCelsius', 1),
    number('4.2.5.0', 'outputWatts', 1),
    text('1.1.1.0', 'model'),
    text('1.2.3.0', 'serial'),
    text('1.2.1.0', 'firmware'),
    batteryDate('2.1.3.0'),
  ],
  outputPhases: '9.2.1.0',
};
