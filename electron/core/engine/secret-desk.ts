import { done, failed, type Result } from '../../../shared/result.js';
import { secretParts, type Connection, type SecretPart } from '../../../shared/settings/connection.js';
import { flawOf, type SecretFlaws } from '../../../shared/settings/secret-flaw.js';
import { message } from '../../../shared/text/message.js';
import type { SecretStore } from '../ports.js';
import { secretFlaws, secretPartsOf } from '../secret-flaws.js';

/** What is known of a connection's secrets without knowing them. */
interface KeptSecrets {
  readonly parts: readonly SecretPart[];
  readonly flaws: SecretFlaws;
}

/** Keeps and forgets secrets; remembers which parts are kept and what is wrong with them, so that a snapshot need not ask the keychain. */
export interface SecretDesk {
  of(connectionId: string): KeptSecrets;
  refresh(connections: readonly Connection[]): Promise<void>;
  /** Ends when the last refresh has. */
  settled(): Promise<void>;
  /** Failures: those of the keychain, and `secrets/tooShort`. */
  keep(connectionId: string, part: SecretPart, value: string): Promise<Result<undefined>>;
  forgetPart(connectionId: string, part: SecretPart): Promise<Result<undefined>>;
  /** Takes every part of a connection out of the keychain. Gives the parts that were there; fails with the first that would not go. */
  forget(connection: Connection): Promise<Result<readonly SecretPart[]>>;
}

const nothing: KeptSecrets = { parts: [], flaws: {} };

export function createSecretDesk(secrets: SecretStore, changed: () => void): SecretDesk {
  let kept = new Map<string, KeptSecrets>();
  let refreshing = Promise.resolve();
  let changes = 0;
  const of = (connectionId: string) => kept.get(connectionId) ?? nothing;
  const note = (connectionId: string, part: SecretPart, value: string | undefined) => {
    const { parts, flaws } = of(connectionId);
    const others = parts.filter((one) => one !== part);
    const { [part]: _before, ...otherFlaws } = flaws;
    const flaw = flawOf(part, value);
    changes += 1;
    kept.set(connectionId, {
      parts: value === undefined ? others : [...others, part],
      flaws: flaw === undefined ? otherFlaws : { ...otherFlaws, [part]: flaw },
    });
    changed();
  };
  const refresh = async (connections: readonly Connection[]): Promise<void> => {
    const changesBefore = changes;
    const found = new Map<string, KeptSecrets>();
    for (const connection of connections) {
      const parts: SecretPart[] = [];
      for (const part of secretPartsOf(connection)) {
        const has = await secrets.has(connection.id, part);
        // No keychain: the status call says so; asking for every part would wait for each.
        if (!has.ok) return;
        if (has.value) parts.push(part);
      }
      found.set(connection.id, { parts, flaws: connection.kind === 'ups' ? await secretFlaws(connection, secrets) : {} });
    }
    // What was kept or forgotten meanwhile may have been looked for before.
    if (changes !== changesBefore) return refresh(connections);
    kept = found;
    changed();
  };
  const forgetPart = async (connectionId: string, part: SecretPart): Promise<Result<undefined>> => {
    const gone = await secrets.forget(connectionId, part);
    if (!gone.ok) return gone;
    note(connectionId, part, undefined);
    return done(undefined);
  };
  return {
    of,
    refresh: (connections) => (refreshing = refresh(connections)),
    settled: () => refreshing,
    keep: async (connectionId, part, value) => {
      if (flawOf(part, value) === 'passphraseTooShort') return failed('secrets/tooShort', message('credentials.secretTooShort'));
      const set = await secrets.set(connectionId, part, value);
      if (!set.ok) return set;
      note(connectionId, part, value);
      return done(undefined);
    },
    forgetPart,
    forget: async ({ id }) => {
      const gone: SecretPart[] = [];
      for (const part of secretParts) {
        const has = await secrets.has(id, part);
        if (!has.ok || !has.value) continue;
        const forgotten = await forgetPart(id, part);
        if (!forgotten.ok) return forgotten;
        gone.push(part);
      }
      return done(gone);
    },
  };
}
