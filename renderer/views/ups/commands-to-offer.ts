import type { IpcArgs } from '../../../shared/ipc/table.js';
import type { UpsView } from '../../../shared/snapshot/snapshot.js';
import { offerOf } from '../../../shared/ups/command.js';
import type { IconName } from '../../ui/icons.js';

type PageCommand = IpcArgs<'ups.command'>['command'];

const simple = [
  { name: 'selftest.start', icon: 'beaker', command: { kind: 'selfTest', action: 'start' } },
  { name: 'selftest.stop', icon: 'debug-stop', command: { kind: 'selfTest', action: 'stop' } },
  { name: 'beeper.enable', icon: 'bell', command: { kind: 'beeper', action: 'enable' } },
  { name: 'beeper.mute', icon: 'bell-slash', command: { kind: 'beeper', action: 'mute' } },
  { name: 'beeper.disable', icon: 'bell-slash', command: { kind: 'beeper', action: 'disable' } },
  { name: 'shutdown.abort', icon: 'discard', command: { kind: 'abortShutdown' } },
] as const satisfies readonly { readonly name: string; readonly icon: IconName; readonly command: PageCommand }[];

export type SimpleCommand = (typeof simple)[number];

/** Commands of the whole UPS that a button makes sense for now: what the device has, without what is so already. */
export function commandsToOffer({ capabilities, state }: UpsView): readonly SimpleCommand[] {
  const isTesting = state.flags.includes('selfTest');
  const beeper = capabilities?.beeper;
  const isSoAlready: Readonly<Record<SimpleCommand['name'], boolean>> = {
    'selftest.start': isTesting,
    'selftest.stop': !isTesting,
    'beeper.enable': beeper === 'enabled',
    'beeper.mute': beeper !== undefined && beeper !== 'enabled',
    'beeper.disable': beeper === 'disabled',
    'shutdown.abort': !state.flags.includes('shutdownPending'),
  };
  return simple.filter(({ name }) => offerOf(capabilities, name) !== undefined && !isSoAlready[name]);
}
