import type { ConnectionTestView, IpcArgs } from '../../../shared/ipc/table.js';
import { done, type Result } from '../../../shared/result.js';
import type { Connection } from '../../../shared/settings/connection.js';
import { parsePlace } from '../../../shared/settings/place.js';
import { isSameReceiver } from '../../../shared/settings/receiver.js';
import type { UpsDiscovery } from '../../../shared/ups/discovery.js';
import type { SecretStore } from '../ports.js';
import type { EngineParts } from './parts.js';

type Typed = IpcArgs<'connection.test'>['secrets'];

/**
 * Tests a connection as typed, with the secrets typed beside it. What was not typed is taken from where it is kept only while it goes to the one it
 * was kept for: otherwise whoever changes the address could have any secret sent to himself. Nothing is stored, and nothing of what is stored is
 * given back.
 */
export async function testDraft(
  parts: EngineParts,
  connection: Connection,
  typed: Typed,
  stored: Connection | undefined,
): Promise<ConnectionTestView> {
  const isKeptForIt = stored !== undefined && isSameReceiver(connection, stored);
  return parts.adapters.test(connection, over(parts.secrets, connection.id, typed, isKeptForIt));
}

/** Looks for a UPS with what was typed: the secrets are used as they are and kept nowhere; kept ones are not used. Failures: those of `parsePlace`. */
export async function discover(
  parts: Pick<EngineParts, 'adapters'>,
  { place: { text, user }, secrets: typed, only }: IpcArgs<'ups.discover'>,
): Promise<Result<UpsDiscovery>> {
  const place = parsePlace(text);
  if (!place.ok) return place;
  const named = user === undefined || user === '' ? {} : { user };
  const secrets = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ''));
  return done(await parts.adapters.discover({ ...place.value, ...named, secrets, ...(only === undefined ? {} : { only }) }));
}

function over(kept: SecretStore, connectionId: string, typed: Typed, isKeptForIt: boolean): SecretStore {
  return {
    ...kept,
    get: (id, part) => {
      const value = id === connectionId ? typed[part] : undefined;
      if (value !== undefined && value !== '') return Promise.resolve(done(value));
      return id === connectionId && isKeptForIt ? kept.get(id, part) : Promise.resolve(done(undefined));
    },
  };
}
