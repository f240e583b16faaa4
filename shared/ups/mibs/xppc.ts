import { batteryDate, batteryNormal, flag, number, power, state, text, type Meaning, type MibTable } from './mib-table.js';

/** upsBaseOutputStatus. Some NetAgents say 8 (stand by) of a UPS that feeds its load; interpret() makes that unknown. */
const outputStatus: Readonly<Record<number, Meaning>> = {
  1: power('unknown'),
  2: power('mains'),
  3: power('battery'),
  4: power('mains', 'boost'),
  5: power('off', 'off'),
  6: power('bypass', 'bypass'),
  7: power('off', 'off'),
  8: power('off', 'off'),
  9: power('mains', 'trim'),
};

/** This part of the MIB says yes as 14 and no as 16; units of one phase say no throughout. */
const yes = (meaning: Meaning): Readonly<Record<number, Meaning>> => ({ 14: meaning });

/** Phoenixtec and what it is sold as (PowerWalker, Ablerex, INVT, MegaTec NetAgent, APC Easy UPS 3S and 3M): tenths of volts and degrees. */
export const xppc: MibTable = {
  name: 'xppc',
  title: 'Phoenixtec XPPC',
  source: 'XPPC-MIB; NUT xppc-mib',
  base: '1.3.6.1.4.1.935.1.1.1',
  probes: ['4.1.1.0', '2.2.1.0', '2.1.1.0'],
  rows: [
    state('4.1.1.0', 'upsBaseOutputStatus', outputStatus, { critical: true }),
    state('2.1.1.0', 'upsBaseBatteryStatus', { 2: batteryNormal, 3: flag('lowBattery') }, { critical: true }),
    // Of three-phase units, whose state above is not always to be relied on.
    state('8.5.5.0', 'upsThreePhaseDCandRectifierStatusBatteryStatus', { 4: power('battery') }, { critical: true }),
    state('8.6.4.0', 'upsThreePhaseUPSStaticSwitchMode', { 13: power('bypass', 'bypass') }, { critical: true, weak: true }),
    state('8.5.3.0', 'upsThreePhaseDCandRectifierStatusLowBattery', yes(flag('lowBattery')), { critical: true }),
    state('8.5.2.0', 'upsThreePhaseDCandRectifierStatusLowBatteryShutdown', yes(flag('lowBattery'))),
    state('8.7.4.0', 'upsThreePhaseFaultStatusOverLoad', yes(flag('overload'))),
    state('8.7.6.0', 'upsThreePhaseFaultStatusOverTemperature', yes(flag('overTemperature'))),
    state('8.7.5.0', 'upsThreePhaseFaultStatusInverterOutputFail', yes(flag('fault'))),
    state('8.7.7.0', 'upsThreePhaseFaultStatusShortCircuit', yes(flag('fault'))),
    state('7.2.3.0', 'upsSmartTestDiagnosticsResults', { 2: flag('selfTestFailed'), 4: flag('selfTest') }, { critical: true }),
    state('2.2.5.0', 'upsSmartBatteryReplaceIndicator', { 2: flag('replaceBattery') }),
    number('2.2.1.0', 'chargePercent', 1),
    number('2.2.4.0', 'runtimeSeconds', 1, { absent: [9999] }),
    number('8.1.3.0', 'runtimeSeconds', 60),
    // Three-phase units fill these and leave nonsense in the scalars below.
    number('8.3.5.0', 'loadPercent', 0.1, { phases: 'worst', others: ['8.3.6.0', '8.3.7.0'] }),
    number('4.2.3.0', 'loadPercent', 1),
    number('8.2.2.0', 'inputVolts', 0.1, { phases: 'first', others: ['8.2.3.0', '8.2.4.0'] }),
    number('3.2.1.0', 'inputVolts', 0.1),
    number('8.3.2.0', 'outputVolts', 0.1, { phases: 'first', others: ['8.3.3.0', '8.3.4.0'] }),
    number('4.2.1.0', 'outputVolts', 0.1),
    number('2.2.2.0', 'batteryVolts', 0.1),
    number('2.2.3.0', 'temperatureCelsius', 0.1),
    text('1.1.1.0', 'model'),
    text('1.2.1.0', 'firmware'),
    text('1.2.3.0', 'serial'),
    batteryDate('2.1.3.0'),
  ],
};
