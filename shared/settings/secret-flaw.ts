import type { SecretPart } from './connection.js';

/**
 * What is wrong with a secret. It is judged where the secret is, in main, and nothing but this word leaves from there: neither the secret nor its
 * length.
 */
export type SecretFlaw = 'usualCommunity' | 'passphraseTooShort' | 'passphraseShort';
export type SecretFlaws = Partial<Readonly<Record<SecretPart, SecretFlaw>>>;

/** RFC 3414 section 11.2: no key is derived from fewer characters. */
export const fewestPassphraseCharacters = 8;
/** Anyone who recorded one message can try passphrases at home; fewer characters do not last long. */
export const enoughPassphraseCharacters = 15;

/** As cards are delivered, and the first that anybody tries. */
const usualCommunities: ReadonlySet<string> = new Set(['public', 'private']);

/** Without a community, `public` is what is sent. An empty passphrase is a missing one, which is another matter. */
export function flawOf(part: SecretPart, value: string | undefined): SecretFlaw | undefined {
  switch (part) {
    case 'community':
      return value === undefined || value === '' || usualCommunities.has(value.toLowerCase()) ? 'usualCommunity' : undefined;
    case 'writeCommunity':
      return value !== undefined && usualCommunities.has(value.toLowerCase()) ? 'usualCommunity' : undefined;
    case 'auth':
    case 'priv':
    case 'writeAuth':
    case 'writePriv':
      if (value === undefined || value === '' || value.length >= enoughPassphraseCharacters) return undefined;
      return value.length < fewestPassphraseCharacters ? 'passphraseTooShort' : 'passphraseShort';
    default:
      return undefined;
  }
}
