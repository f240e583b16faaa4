import { describe, expect, it } from 'vitest';
import { interpretNut } from './nut-variables.js';

const said = (status: string, more: Readonly<Record<string, string>> = {}) => {
  const { power, flags } = interpretNut(new Map(Object.entries({ 'ups.status': status, ...more })));
  return [power, ...flags].join(' ');
};

describe('an input voltage of 0 V', () => {
  it('stands beside “on line”: NUT leaves out what is not measured, and a status that sticks must not hide it', () => {
    const told = interpretNut(
      new Map([
        ['ups.status', 'OL'],
        ['input.voltage', '0.0'],
      ]),
    );
    expect(told).toMatchObject({ power: 'mains', measures: { inputVolts: 0 } });
  });

  it('is none where the same driver tells 0 V of the output, too', () => {
    const zeros = { 'input.voltage': '0.0', 'output.voltage': '0.0', 'battery.voltage': '0.0', 'ups.load': '8' };
    const measuresOf = (status: string) => interpretNut(new Map(Object.entries({ 'ups.status': status, ...zeros }))).measures;
    expect(measuresOf('OL CHRG')).toEqual({ loadPercent: 8 });
    expect(measuresOf('OB')).toEqual({ loadPercent: 8, inputVolts: 0 });
  });
});

describe('ups.status', () => {
  it.each([
    ['OL', 'mains'],
    ['OL CHRG', 'mains charging'],
    ['OB DISCHRG', 'battery discharging'],
    ['LB OB RB', 'battery lowBattery replaceBattery'],
    ['OL LB', 'mains lowBattery'],
    ['OL OVER BOOST', 'mains overload boost'],
    ['OL BYPASS', 'bypass bypass'],
    ['FSD OL', 'mains forcedShutdown'],
    ['OL HE', 'mains eco'],
    ['OB CAL', 'battery calibrating'],
    ['CAL', 'battery calibrating'],
    ['TRIM', 'mains trim'],
    ['HB OL NEWTOKEN', 'mains'],
    ['OB OB OB', 'battery'],
  ])('%s is %s', (status, expected) => {
    expect(said(status)).toBe(expected);
  });

  it('is unknown when empty, waiting or only an alarm: never on line by default', () => {
    expect([said(''), said('WAIT'), said('ALARM')]).toEqual(['unknown', 'unknown', 'unknown alarm']);
  });

  it('is battery when OL stands beside OB: the worse statement decides', () => {
    expect(said('OL DISCHRG OB')).toBe('battery discharging');
  });

  it('is off and never battery while the output is off (nut issue 2278)', () => {
    expect(said('OB OFF OB')).toBe('off off');
    expect(said('OL OFF')).toBe('off off');
  });

  it('is not off while the UPS feeds a load', () => {
    expect(said('OL OFF', { 'output.voltage': '230.0', 'ups.load': '40' })).toBe('mains');
  });
});

describe('what NUT says beside ups.status', () => {
  it('tells a self-test by its result and by the reason of the transfer, unless the input is dead', () => {
    expect(said('OB', { 'ups.test.result': 'In progress' })).toBe('battery selfTest');
    expect(said('OB', { 'input.transfer.reason': 'selfTest', 'input.voltage': '230' })).toBe('battery selfTest');
    expect(said('OB', { 'input.transfer.reason': 'selfTest', 'input.voltage': '0.0' })).toBe('battery');
    expect(said('OL', { 'ups.test.result': 'Done and error' })).toBe('mains selfTestFailed');
  });

  it('takes the most loaded phase, and leaves out what cannot be', () => {
    const variables = {
      'ups.status': 'OL',
      'output.L1.power.percent': '12',
      'output.L2.power.percent': '41',
      'ups.load': '27',
      'battery.charge': '1000',
      'ups.temperature': '-273',
    };
    expect(interpretNut(new Map(Object.entries(variables))).measures).toEqual({ loadPercent: 41 });
  });
});

/** Values as NUT's drivers wrote them for devices of these kinds. */
const read = (variables: Readonly<Record<string, string>>) => interpretNut(new Map(Object.entries(variables)));

describe('a three-phase UPS', () => {
  const loaded = {
    'ups.status': 'OL',
    'output.L1.power.percent': '25.00',
    'output.L2.power.percent': '32.00',
    'output.L3.power.percent': '9.00',
    'output.L1.realpower': '34656.00',
    'output.L2.realpower': '43783.00',
    'output.L3.realpower': '38859.00',
    'output.L1-N.voltage': '240.00',
    'output.L2-N.voltage': '239.00',
    'output.L3-N.voltage': '241.00',
    'input.L1-N.voltage': '249.00',
    'input.L2-N.voltage': '0.00',
    'input.L3-N.voltage': '250.00',
    'ups.power': '34656.00',
  };

  it('keeps its phases, a dead one among them, and tells the worst load and the sum of its watts', () => {
    const { measures, phases } = read(loaded);
    expect(measures).toEqual({ loadPercent: 32, outputWatts: 117_298, inputVolts: 249, outputVolts: 239 });
    expect(phases).toEqual([
      { phase: 1, inputVolts: 249, outputVolts: 240, loadPercent: 25, outputWatts: 34_656 },
      { phase: 2, inputVolts: 0, outputVolts: 239, loadPercent: 32, outputWatts: 43_783 },
      { phase: 3, inputVolts: 250, outputVolts: 241, loadPercent: 9, outputWatts: 38_859 },
    ]);
  });

  it('is not seen in the zeros that a single-phase driver fills in, nor in watts that nobody told', () => {
    const zeros = { 'output.L1.realpower': '0', 'output.L2.realpower': '0', 'output.L3.realpower': '0' };
    expect(read({ 'ups.status': 'OL', 'ups.load': '12', ...zeros })).not.toHaveProperty('phases');
    expect(read({ 'ups.status': 'OL', 'ups.load': '0' }).measures).toEqual({ loadPercent: 0 });
  });

  it('is read between its phases where it measures only there', () => {
    const silcon = {
      'ups.status': 'OL',
      'input.L1-L2.voltage': '393.0',
      'output.L1-L2.voltage': '403.0',
      'output.L1.power.percent': '077.0',
    };
    expect(read(silcon).measures).toEqual({ loadPercent: 77, inputVolts: 393, outputVolts: 403 });
  });
});

describe('a device that contradicts itself', () => {
  it('is on battery beside OL, and the contradiction is told', () => {
    expect(read({ 'ups.status': 'OL DISCHRG OB' })).toMatchObject({
      power: 'battery',
      disagreements: [{ field: 'power', said: [{ value: 'OL' }, { value: 'OB' }] }],
    });
  });

  it('is on battery, not off, where OFF stands beside OB and the load is fed (nut issue 2278: OB OFF OB for two hours)', () => {
    const told = read({ 'ups.status': 'OB OFF OB', 'output.voltage': '230.0', 'ups.load': '31' });
    expect(told).toMatchObject({ power: 'battery', flags: [], disagreements: [{ field: 'power' }] });
    expect(read({ 'ups.status': 'OB OFF', 'ups.load': '31' }).power).toBe('battery');
    expect(read({ 'ups.status': 'OB OFF OB', 'output.voltage': '0.0', 'ups.load': '31' }).power).toBe('off');
  });

  it('is on battery beside a good input, and low beside a full battery, with both told', () => {
    const bogus = { 'ups.status': 'OB LB RB', 'input.voltage': '122.4', 'input.voltage.nominal': '120', 'battery.charge': '100' };
    const told = read(bogus);
    expect(told.power).toBe('battery');
    expect(told.disagreements?.map(({ field }) => field)).toEqual(['power', 'lowBattery']);
    expect(read({ ...bogus, 'ups.test.result': 'In progress' }).disagreements?.map(({ field }) => field)).toEqual(['lowBattery']);
    expect(read({ 'ups.status': 'OB', 'input.voltage': '0', 'input.voltage.nominal': '230' })).not.toHaveProperty('disagreements');
  });

  it('has a battery where it denies one but tells its charge (usbhid-ups before 2.6 for Tripp Lite)', () => {
    const denied = { 'ups.status': 'ALARM OL', 'ups.alarm': 'No battery installed!', 'battery.charge': '100' };
    expect(read(denied)).toMatchObject({ flags: ['alarm'], disagreements: [{ field: 'noBattery' }] });
    expect(read({ ...denied, 'battery.charge': '0' }).flags).toEqual(['noBattery', 'alarm']);
  });
});

describe('what drivers tell outside ups.status', () => {
  it.each([
    ['ups.alarm', 'Replace battery!', 'replaceBattery'],
    ['ups.alarm', 'Shutdown imminent!', 'shutdownPending'],
    ['ups.alarm', 'Output overload!', 'overload'],
    ['ups.alarm', 'Temperature too high!', 'overTemperature'],
    ['ups.alarm', 'Internal UPS fault!', 'fault'],
    ['ups.alarm', 'UPS selftest failed!', 'selfTestFailed'],
    ['battery.test.status', 'Battery bad - replace', 'replaceBattery'],
    ['battery.charger.status', 'discharging', 'discharging'],
    ['battery.charger.status', 'charging', 'charging'],
    ['ups.test.result', 'Battery is bad', 'selfTestFailed'],
  ])('%s: %s is %s', (name, value, flag) => {
    expect(read({ 'ups.status': 'OL', [name]: value }).flags).toEqual([flag]);
  });

  it('reads one cell of a small board, kelvins of the USB class, and dates of the battery', () => {
    expect(read({ 'battery.voltage': '3.878', 'battery.temperature': '-215' }).measures).toEqual({ batteryVolts: 3.88 });
    expect(read({ 'driver.name': 'usbhid-ups', 'ups.temperature': '302.0' }).measures).toEqual({ temperatureCelsius: 28.9 });
    expect(read({ 'driver.name': 'riello_usb', 'ups.temperature': '255' }).measures).toEqual({});
    expect(read({ 'battery.date': '10/25/93' })).toMatchObject({ batteryDate: '1993-10-25' });
  });

  it('takes the input of a transfer switch that feeds the load', () => {
    const told = { 'ups.status': 'OL', 'input.1.voltage': '0.00', 'input.2.voltage': '221.00', 'input.source': '2.00' };
    expect(read(told).measures).toEqual({ inputVolts: 221 });
  });

  it.each(['pdu', 'ats', 'psu'])('does not take a %s that is on for a UPS on mains', (type) => {
    expect(read({ 'ups.status': 'OL', 'device.type': type, 'output.voltage': '221.00' })).toMatchObject({
      power: 'unknown',
      measures: { outputVolts: 221 },
    });
    expect(read({ 'ups.status': 'OL', 'device.type': 'ups' })).toMatchObject({ power: 'mains' });
  });

  it.each([
    ['131.0', '12.0', 13.1],
    ['20.6', '192.0', 206],
    // What neither is nor slipped.
    ['334.1', '12', undefined],
    ['91.3', '12', undefined],
    // A block of several, a cell, a nominal voltage of one block, and a low battery.
    ['13.5', '120', 13.5],
    ['2.27', '24', 2.27],
    ['27.3', '12', 27.3],
    ['41.2', '48', 41.2],
  ])('takes a battery voltage of %s at %s nominal for %s', (voltage, nominal, volts) => {
    expect(read({ 'battery.voltage': voltage, 'battery.voltage.nominal': nominal }).measures.batteryVolts).toBe(volts);
  });

  it('reads an alarm sentence by sentence', () => {
    const alarm = 'UPS selftest failed! Fan failure! Battery needs to be replaced.';
    expect(read({ 'ups.status': 'OL', 'ups.alarm': alarm }).flags).toEqual(['replaceBattery', 'selfTestFailed', 'fault']);
  });

  it.each(['[unknown]', 'Unknown', 'Blank', '000000000000', ' '])('takes %j for no serial number', (serial) => {
    expect(read({ 'device.serial': serial, 'ups.mfr': 'CyberPower' }).identity).toEqual({ manufacturer: 'CyberPower' });
  });

  it('takes the serial number out of a card’s name', () => {
    expect(read({ 'ups.serial': 'ID: AB12, Msg: CD34' }).identity).toEqual({ serial: 'AB12' });
  });
});
