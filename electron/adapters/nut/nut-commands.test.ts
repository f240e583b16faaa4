import { describe, expect, it } from 'vitest';
import { nutCommandsFor, nutOffers, signOf } from './nut-commands.js';

const variables = (values: Readonly<Record<string, string>>) => new Map(Object.entries(values));

describe('what NUT lists', () => {
  it('becomes our commands, best first, and nothing that is not listed', () => {
    const listed = new Set(['shutdown.return', 'shutdown.stop', 'test.battery.start.quick', 'beeper.mute', 'load.off', 'test.panel.start']);
    const shown = variables({ 'ups.timer.shutdown': '-1', 'ups.test.result': 'Done and passed', 'ups.beeper.status': 'muted' });
    expect(nutOffers(listed, shown)).toEqual({
      commands: [
        { name: 'shutdown.return', abortable: true, confirmedBy: 'readBack' },
        { name: 'shutdown.abort', abortable: false, confirmedBy: 'readBack' },
        { name: 'selftest.start', abortable: false, confirmedBy: 'readBack' },
        { name: 'beeper.mute', abortable: false, confirmedBy: 'readBack' },
      ],
      beeper: 'muted',
    });
  });

  it('has groups of outlets with their names and states, without those that do not switch', () => {
    const listed = new Set([
      'outlet.1.load.off',
      'outlet.1.load.on',
      'outlet.2.load.off',
      'outlet.group.3.load.cycle',
      'outlet.1.load.off.delay',
    ]);
    const shown = variables({ 'outlet.1.status': 'on', 'outlet.1.desc': 'PowerShare Outlet 1', 'outlet.2.switchable': 'no' });
    const { commands, outletGroups } = nutOffers(listed, shown);
    expect(commands.map(({ name }) => name)).toEqual(['outlet.1.off', 'outlet.1.on', 'outlet.group.3.cycle']);
    expect(outletGroups).toEqual([{ id: '1', title: 'PowerShare Outlet 1', isOn: true }, { id: 'group.3' }]);
    expect(nutCommandsFor({ kind: 'outletGroup', group: 'group.3', action: 'cycle' })).toEqual(['outlet.group.3.load.cycle']);
  });

  it('offers no way back where the server lists none', () => {
    expect(nutOffers(new Set(['shutdown.return']), new Map()).commands).toEqual([
      { name: 'shutdown.return', abortable: false, confirmedBy: 'driver' },
    ]);
  });
});

describe('what a driver shows after a command', () => {
  it.each([
    ['a countdown', { 'ups.timer.shutdown': '120' }, true],
    ['no countdown', { 'ups.timer.shutdown': '-1' }, false],
    ['nothing of the kind', {}, undefined],
  ] as const)('to switch off: %s', (_what, shown, isSo) => {
    expect(signOf({ kind: 'shutdown', returnWithMains: true, delaySeconds: 120 })(variables(shown))).toBe(isSo);
  });

  it.each([
    ['usbhid-ups', { 'ups.test.result': 'In progress' }, true],
    ['snmp-ups', { 'ups.test.result': 'TestInProgress' }, true],
    ['a status', { 'ups.status': 'OL TEST' }, true],
    ['an old result', { 'ups.test.result': 'Done and passed', 'ups.status': 'OL' }, false],
    ['nothing of the kind', { 'ups.status': 'OL' }, undefined],
  ] as const)('to test itself: %s', (_what, shown, isSo) => {
    expect(signOf({ kind: 'selfTest', action: 'start' })(variables(shown))).toBe(isSo);
  });

  it('of a beeper and an outlet is their state', () => {
    const shown = variables({ 'ups.beeper.status': 'disabled', 'outlet.1.status': 'off' });
    expect(signOf({ kind: 'beeper', action: 'disable' })(shown)).toBe(true);
    expect(signOf({ kind: 'beeper', action: 'enable' })(shown)).toBe(false);
    expect(signOf({ kind: 'outletGroup', group: '1', action: 'off' })(shown)).toBe(true);
    expect(signOf({ kind: 'outletGroup', group: '9', action: 'off' })(shown)).toBeUndefined();
  });
});
