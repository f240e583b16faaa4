import { describe, expect, it } from 'vitest';
import { ipcTable } from '../ipc/table.js';
import { commandName, commandNamed, cutsPower, offerOf, readsOnly, type UpsCapabilities, type UpsCommand } from './command.js';

const commands: readonly (readonly [string, UpsCommand])[] = [
  ['shutdown.return', { kind: 'shutdown', returnWithMains: true, delaySeconds: 90 }],
  ['shutdown.stayoff', { kind: 'shutdown', returnWithMains: false, delaySeconds: 90 }],
  ['shutdown.abort', { kind: 'abortShutdown' }],
  ['selftest.start', { kind: 'selfTest', action: 'start' }],
  ['selftest.stop', { kind: 'selfTest', action: 'stop' }],
  ['beeper.enable', { kind: 'beeper', action: 'enable' }],
  ['beeper.mute', { kind: 'beeper', action: 'mute' }],
  ['outlet.1.off', { kind: 'outletGroup', group: '1', action: 'off' }],
  ['outlet.group.2.cycle', { kind: 'outletGroup', group: 'group.2', action: 'cycle' }],
];

describe('a command', () => {
  it.each(commands)('%s has one name, both ways', (name, command) => {
    expect(commandName(command)).toBe(name);
    expect(commandNamed(name, 90)).toEqual(command);
  });

  it.each(['', 'shutdown', 'load.off', 'outlet..off', 'outlet.1.reboot', 'outlet.1 2.off', 'beeper.toggle'])(
    'is never called “%s”',
    (name) => {
      expect(commandNamed(name, 0)).toBeUndefined();
    },
  );

  it('that takes power from something is known as such', () => {
    const cutting = commands.filter(([, command]) => cutsPower(command)).map(([name]) => name);
    expect(cutting).toEqual(['shutdown.return', 'shutdown.stayoff', 'outlet.1.off', 'outlet.group.2.cycle']);
  });

  it('is offered only where the device has it and the rights allow', () => {
    const can: UpsCapabilities = {
      right: { kind: 'unknown' },
      commands: [{ name: 'selftest.start', abortable: false, confirmedBy: 'readBack' }],
    };
    expect(offerOf(can, 'selftest.start')).toBeDefined();
    expect(offerOf(can, 'beeper.mute')).toBeUndefined();
    expect(offerOf(readsOnly, 'selftest.start')).toBeUndefined();
    const failure = { code: 'ups/refused', message: { key: 'ups.nut.noUser' } } as const;
    expect(offerOf({ ...can, right: { kind: 'refused', failure } }, 'selftest.start')).toBeUndefined();
  });

  it('of a page is never one that switches the whole output off', () => {
    const accepts = (command: unknown) => ipcTable['ups.command'].args.safeParse({ upsId: 'ups1', command }).success;
    const refused = commands.filter(([, command]) => !accepts(command)).map(([name]) => name);
    expect(refused).toEqual(['shutdown.return', 'shutdown.stayoff']);
    expect(accepts({ kind: 'outletGroup', group: '1"; drop', action: 'off' })).toBe(false);
    expect(accepts({ kind: 'beeper', action: 'enable', oid: '1.3' })).toBe(false);
  });
});
