import type { Failure } from '../result.js';

/** What a UPS can be told. Only a shutdown of the whole output waits; everything else happens at once. */
export type UpsCommand =
  | { readonly kind: 'shutdown'; readonly returnWithMains: boolean; readonly delaySeconds: number }
  | { readonly kind: 'abortShutdown' }
  | { readonly kind: 'selfTest'; readonly action: 'start' | 'stop' }
  | { readonly kind: 'beeper'; readonly action: BeeperAction }
  /** `group`: as the device counts its groups of outlets, or the part of NUT's command that names it (`1`, `group.1`). */
  | { readonly kind: 'outletGroup'; readonly group: string; readonly action: OutletAction };

export const beeperActions = ['enable', 'disable', 'mute'] as const;
export type BeeperAction = (typeof beeperActions)[number];
export const outletActions = ['on', 'off', 'cycle'] as const;
export type OutletAction = (typeof outletActions)[number];

/** Allowed delays in seconds. */
export type DelayLimit = { readonly min: number; readonly max: number } | { readonly fixed: number };

/** One command that the device has. Also the JSON of `sundown ups commands`, so names are a promise. */
export interface CommandOffer {
  /** See `commandName`: `shutdown.return`, `selftest.start`, `outlet.1.off`. */
  readonly name: string;
  /** Once sent it can be called off. */
  readonly abortable: boolean;
  /** `readBack`: the device shows afterwards what became of it; `driver`: its driver reports; `nothing`: nobody will know. */
  readonly confirmedBy: 'readBack' | 'driver' | 'nothing';
  /** Absent when the device takes any delay or keeps its own setting. */
  readonly delaySeconds?: DelayLimit;
}

/**
 * What is known, without having written anything, of the right to give commands. `known`: the server said so; `granted`: the
 * card's own table of access rights does; `unknown`: these credentials see the
 * objects of the commands, and no protocol question tells more; `refused`: the server says no, or would.
 */
export type WriteRight =
  | { readonly kind: 'known' }
  | { readonly kind: 'granted' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly failure: Failure };

export interface OutletGroup {
  readonly id: string;
  /** As the device names it. */
  readonly title?: string;
  readonly isOn?: boolean;
}

/** What can be told to a UPS with the credentials for commands. */
export interface UpsCapabilities {
  readonly right: WriteRight;
  readonly commands: readonly CommandOffer[];
  readonly outletGroups?: readonly OutletGroup[];
  readonly beeper?: 'enabled' | 'disabled' | 'muted';
}

export const readsOnly: UpsCapabilities = { right: { kind: 'unknown' }, commands: [] };

/** What became of a command that was accepted. */
export interface CommandOutcome {
  readonly confirmed: CommandOffer['confirmedBy'];
  readonly abortable: boolean;
  /** Shutdown: after which the device will cut. A card's own longer setting stays, and some take only longer ones. */
  readonly delaySeconds?: number;
}

/** The name of a command on the command line, in JSON and in the log; without its delay. */
export function commandName(command: UpsCommand): string {
  switch (command.kind) {
    case 'shutdown':
      return command.returnWithMains ? 'shutdown.return' : 'shutdown.stayoff';
    case 'abortShutdown':
      return 'shutdown.abort';
    case 'selfTest':
      return `selftest.${command.action}`;
    case 'beeper':
      return `beeper.${command.action}`;
    case 'outletGroup':
      return `outlet.${command.group}.${command.action}`;
  }
}

/** The command of that name; `delaySeconds` counts for a shutdown only. Undefined when no command is called so. */
export function commandNamed(name: string, delaySeconds: number): UpsCommand | undefined {
  if (name === 'shutdown.return' || name === 'shutdown.stayoff')
    return { kind: 'shutdown', returnWithMains: name === 'shutdown.return', delaySeconds };
  if (name === 'shutdown.abort') return { kind: 'abortShutdown' };
  if (name === 'selftest.start' || name === 'selftest.stop')
    return { kind: 'selfTest', action: name === 'selftest.start' ? 'start' : 'stop' };
  const beeper = beeperActions.find((action) => name === `beeper.${action}`);
  if (beeper !== undefined) return { kind: 'beeper', action: beeper };
  const [, group = '', what = ''] = /^outlet\.([\w.-]+)\.(\w+)$/.exec(name) ?? [];
  const action = outletActions.find((one) => one === what);
  return action === undefined || group === '' ? undefined : { kind: 'outletGroup', group, action };
}

/** What the device has of this name and the rights do not forbid. */
export function offerOf(capabilities: UpsCapabilities | undefined, name: string): CommandOffer | undefined {
  if (capabilities === undefined || capabilities.right.kind === 'refused') return undefined;
  return capabilities.commands.find((offer) => offer.name === name);
}

/** Takes power from something, now or later: nobody gives it without having been asked. */
export function cutsPower(command: UpsCommand): boolean {
  return command.kind === 'shutdown' || (command.kind === 'outletGroup' && command.action !== 'on');
}
