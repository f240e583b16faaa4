import type { UpsSource } from '../../core/ports.js';
import { done, failed, type Result } from '../../../shared/result.js';
import type { Address } from '../../../shared/settings/address.js';
import { addressText } from '../../../shared/settings/address-text.js';
import { message } from '../../../shared/text/message.js';
import { readsOnly } from '../../../shared/ups/command.js';
import type { FoundWay } from '../../../shared/ups/discovery.js';
import type { Reading } from '../../../shared/ups/reading.js';
import { chooseSupply, type SystemSupply } from '../../../shared/ups/system/supply.js';
import { notOffered } from '../common/not-offered.js';
import { lookAtSupplies, type SystemLook, type SystemView } from './system-supplies.js';

export type SystemAddress = Extract<Address, { scheme: 'system' }>;

/** The UPS that this workstation's operating system shows. It only reads; nothing can be told to the UPS. */
export function openSystemUps(connectionId: string, address: SystemAddress, view: SystemView = {}): Result<UpsSource> {
  let isClosed = false;
  const read = async (): Promise<Result<Reading>> => {
    if (isClosed) return failed('ups/closed', message('ups.closed'));
    const look = await lookAtSupplies(view);
    if (!look.ok) return look;
    const chosen = chooseSupply(look.value.supplies, address.name);
    return chosen.ok ? done(readingOf(chosen.value, look.value.about)) : chosen;
  };
  return done({
    connectionId,
    read,
    capabilities: async () => Promise.resolve(done(readsOnly)),
    tell: async (command) => Promise.resolve(notOffered(command)),
    close: () => {
      isClosed = true;
    },
  });
}

/** Every UPS that the system shows now; a battery inside the computer is none. Failures: `ups/unreachable`, also where it shows none. */
export async function findSystemUps(view: SystemView = {}): Promise<Result<readonly FoundWay[]>> {
  const look = await lookAtSupplies(view);
  if (!look.ok) return look;
  const upses = look.value.supplies.filter(({ kind }) => kind === 'ups');
  if (upses.length === 0) return failed('ups/unreachable', message('sources.system.noUps'));
  const isOnlyOne = upses.length === 1;
  return done(
    upses.map((supply): FoundWay => ({
      way: 'system',
      // Some systems name a device by the socket it is plugged into: the only one is better not named.
      address: addressText({ scheme: 'system', ...(isOnlyOne ? {} : { name: supply.name }) }),
      ...(isOnlyOne ? {} : { name: supply.name }),
      reading: readingOf(supply, look.value.about),
    })),
  );
}

function readingOf({ identity, measures, power, flags }: SystemSupply, about: SystemLook['about']): Reading {
  return { ...identity, protocol: 'system', power, flags, ...measures, ...about };
}
