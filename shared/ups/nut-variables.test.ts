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
