import { openConfigStore } from '../../adapters/config/config-store.js';
import type { SecretStore } from '../../core/ports.js';
import { secretId, secretParts, type SecretPart } from '../../../shared/settings/connection.js';
import { flawOf } from '../../../shared/settings/secret-flaw.js';
import { message } from '../../../shared/text/message.js';
import type { ExitCode } from '../exit-code.js';
import type { Io } from '../io.js';

/** `ups1.auth` or `nas` (its password). */
export function readSecretId(text: string): { readonly connectionId: string; readonly part: SecretPart } | undefined {
  const [connectionId = '', part = 'password', ...rest] = text.split('.');
  if (!/^[a-z0-9][a-z0-9-]*$/.test(connectionId) || rest.length > 0) return undefined;
  const known = secretParts.find((one) => one === part);
  return known === undefined ? undefined : { connectionId, part: known };
}

function wrongId(io: Io, given: string): ExitCode {
  io.tell(message('cli.secret.part', { given, parts: secretParts.join(', ') }));
  return 2;
}

/** `secret set ID`: from SUNDOWN_SECRET in the environment or a prompt; never from argv, never printed. 2 for a passphrase that SNMPv3 takes nowhere. */
export async function secretSet(io: Io, store: SecretStore, text: string): Promise<ExitCode> {
  const id = readSecretId(text);
  if (id === undefined) return wrongId(io, text);
  const given = io.environment['SUNDOWN_SECRET'];
  const value = given !== undefined && given !== '' ? given : await io.askSecret(message('cli.secret.ask', { id: text }));
  if (value === undefined || value === '') {
    io.tell(message('cli.secret.nobody', { name: 'SUNDOWN_SECRET' }));
    return 2;
  }
  if (flawOf(id.part, value) === 'passphraseTooShort') {
    io.tell(message('credentials.secretTooShort'));
    return 2;
  }
  const kept = await store.set(id.connectionId, id.part, value);
  if (!kept.ok) {
    io.tell(kept.failure.message);
    return 3;
  }
  io.tell(message('cli.secret.kept', { id: secretId(id.connectionId, id.part) }));
  io.document({ id: secretId(id.connectionId, id.part), kept: true });
  return 0;
}

export async function secretForget(io: Io, store: SecretStore, text: string): Promise<ExitCode> {
  const id = readSecretId(text);
  if (id === undefined) return wrongId(io, text);
  const gone = await store.forget(id.connectionId, id.part);
  if (!gone.ok) {
    io.tell(gone.failure.message);
    return 3;
  }
  io.tell(message('cli.secret.forgotten', { id: secretId(id.connectionId, id.part) }));
  io.document({ id: secretId(id.connectionId, id.part), kept: false });
  return 0;
}

/** `secret list`: which parts of which connection are kept or given, never what they are. A service that is given its own needs no keychain. */
export async function secretList(io: Io, store: SecretStore, folder: string): Promise<ExitCode> {
  const listed: string[] = [];
  const { kind } = await store.status();
  for (const connection of openConfigStore(folder).load().connections) {
    for (const part of secretParts) {
      const has = await store.has(connection.id, part);
      if (!has.ok && kind === 'none') {
        io.tell(has.failure.message);
        return 3;
      }
      if (has.ok && has.value) listed.push(secretId(connection.id, part));
    }
  }
  io.document({ secrets: listed });
  if (io.format === 'words') for (const id of listed) io.text(id);
  return 0;
}
