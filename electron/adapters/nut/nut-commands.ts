import {
  commandName,
  type BeeperAction,
  type CommandOffer,
  type OutletAction,
  type OutletGroup,
  type UpsCapabilities,
  type UpsCommand,
} from '../../../shared/ups/command.js';

type Variables = ReadonlyMap<string, string>;

/** What a driver shows once a command is carried out; undefined where it has no such variable. */
export type Sign = (variables: Variables) => boolean | undefined;

const selfTests = ['test.battery.start.quick', 'test.battery.start'] as const;
const beeperShows: Readonly<Record<BeeperAction, string>> = { enable: 'enabled', disable: 'disabled', mute: 'muted' };
/** `outlet.1.load.off` of a UPS, `outlet.group.1.load.off` of a power strip. */
const outletCommand = /^outlet\.((?:group\.)?\d+)\.load\.(on|off|cycle)$/;

/** The instant commands of NUT for this one, best first (docs/nut-names.txt). */
export function nutCommandsFor(command: UpsCommand): readonly string[] {
  switch (command.kind) {
    case 'shutdown':
      return [command.returnWithMains ? 'shutdown.return' : 'shutdown.stayoff'];
    case 'abortShutdown':
      return ['shutdown.stop'];
    case 'selfTest':
      return command.action === 'start' ? selfTests : ['test.battery.stop'];
    case 'beeper':
      return [`beeper.${command.action}`];
    case 'outletGroup':
      return [`outlet.${command.group}.load.${command.action}`];
  }
}

/** How to see in the driver's variables that it was carried out. */
export function signOf(command: UpsCommand): Sign {
  switch (command.kind) {
    case 'shutdown':
    case 'abortShutdown':
      return (variables) => {
        const left = Number.parseFloat(variables.get('ups.timer.shutdown') ?? '');
        return Number.isNaN(left) ? undefined : left > 0 === (command.kind === 'shutdown');
      };
    case 'selfTest':
      return (variables) => {
        const result = variables.get('ups.test.result');
        const isTesting = /progress/i.test(result ?? '') || /\bTEST\b/.test(variables.get('ups.status') ?? '');
        return result === undefined && !isTesting ? undefined : isTesting === (command.action === 'start');
      };
    case 'beeper':
      return (variables) => is(variables.get('ups.beeper.status'), beeperShows[command.action]);
    case 'outletGroup':
      return (variables) => is(variables.get(`outlet.${command.group}.status`), command.action === 'on' ? 'on' : 'off');
  }
}

function is(shown: string | undefined, wanted: string): boolean | undefined {
  return shown === undefined ? undefined : shown.toLowerCase() === wanted;
}

/** What the server lists, in our names; what the device says of its outlets and beeper. */
export function nutOffers(listed: ReadonlySet<string>, variables: Variables): Omit<UpsCapabilities, 'right'> {
  const canStop = listed.has('shutdown.stop');
  const simple: readonly UpsCommand[] = [
    { kind: 'shutdown', returnWithMains: true, delaySeconds: 0 },
    { kind: 'shutdown', returnWithMains: false, delaySeconds: 0 },
    { kind: 'abortShutdown' },
    { kind: 'selfTest', action: 'start' },
    { kind: 'selfTest', action: 'stop' },
    ...(['enable', 'disable', 'mute'] as const).map((action): UpsCommand => ({ kind: 'beeper', action })),
  ];
  const outlets = [...listed].flatMap((name): readonly UpsCommand[] => {
    const [, group = '', action = ''] = outletCommand.exec(name) ?? [];
    return group === '' || !isSwitchable(variables, group) ? [] : [{ kind: 'outletGroup', group, action: action as OutletAction }];
  });
  const has = [...simple, ...outlets].filter((command) => nutCommandsFor(command).some((name) => listed.has(name)));
  const groups = [...new Set(outlets.flatMap((one) => (one.kind === 'outletGroup' ? [one.group] : [])))].map((id) =>
    groupOf(variables, id),
  );
  const beeper = (['enabled', 'disabled', 'muted'] as const).find((one) => is(variables.get('ups.beeper.status'), one) === true);
  return {
    commands: has.map((command) => offer(command, canStop, variables)),
    ...(groups.length === 0 ? {} : { outletGroups: groups }),
    ...(beeper === undefined ? {} : { beeper }),
  };
}

function isSwitchable(variables: Variables, group: string): boolean {
  return is(variables.get(`outlet.${group}.switchable`), 'no') !== true;
}

function groupOf(variables: Variables, id: string): OutletGroup {
  const title = variables.get(`outlet.${id}.desc`) ?? variables.get(`outlet.${id}.name`);
  const isOn = is(variables.get(`outlet.${id}.status`), 'on');
  return { id, ...(title === undefined || title === '' ? {} : { title }), ...(isOn === undefined ? {} : { isOn }) };
}

function offer(command: UpsCommand, canStop: boolean, variables: Variables): CommandOffer {
  const isShown = signOf(command)(variables) !== undefined;
  return {
    name: commandName(command),
    abortable: command.kind === 'shutdown' && canStop,
    confirmedBy: isShown ? 'readBack' : 'driver',
  };
}
