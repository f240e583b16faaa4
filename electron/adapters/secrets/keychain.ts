import type { SecretStore } from '../../core/ports.js';
import { secretId, type SecretPart } from '../../../shared/settings/connection.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';

/** The part of keytar that we use; the real module is loaded at first need, for it fails to load where libsecret is missing. */
export interface KeychainModule {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

export interface KeychainOptions {
  /** Name under which the system lists our entries. */
  readonly service: string;
  readonly load?: () => Promise<KeychainModule>;
  /** A locked keyring that asks nobody would wait for ever. */
  readonly timeoutMs?: number;
}

/** Failures: `secrets/noKeychain` with the system's reason. There is no plaintext to fall back to, on purpose. */
export function openKeychain(options: KeychainOptions): SecretStore {
  const timeoutMs = options.timeoutMs ?? 20_000;
  let loading: Promise<KeychainModule> | undefined;
  const use = async <T>(work: (module: KeychainModule) => Promise<T>): Promise<Result<T>> => {
    try {
      loading ??= (options.load ?? loadKeytar)();
      return done(await within(loading.then(work), timeoutMs));
    } catch (cause) {
      loading = undefined;
      return failed('secrets/noKeychain', message('core.secrets.noKeychain', { reason: reasonOf(cause) }));
    }
  };
  const account = (connectionId: string, part: SecretPart) => secretId(connectionId, part);
  return {
    get: async (connectionId, part) => {
      const found = await use((module) => module.getPassword(options.service, account(connectionId, part)));
      return found.ok ? done(found.value ?? undefined) : found;
    },
    set: (connectionId, part, value) => use((module) => module.setPassword(options.service, account(connectionId, part), value)),
    forget: async (connectionId, part) => {
      const gone = await use((module) => module.deletePassword(options.service, account(connectionId, part)));
      return gone.ok ? done(undefined) : gone;
    },
    has: async (connectionId, part) => {
      const found = await use((module) => module.getPassword(options.service, account(connectionId, part)));
      return found.ok ? done(found.value !== null) : found;
    },
    status: async () => {
      const answer = await use((module) => module.getPassword(options.service, 'is-the-keychain-there'));
      return answer.ok ? { available: true, kind: 'keychain' } : { available: false, kind: 'none' };
    },
  };
}

async function loadKeytar(): Promise<KeychainModule> {
  // CommonJS: of its names Node finds only some by itself, the whole module is its default.
  const module = (await import('keytar')) as unknown as KeychainModule & { readonly default?: KeychainModule };
  return module.default ?? module;
}

async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${String(timeoutMs / 1000)} s`)), timeoutMs);
  });
  try {
    return await Promise.race([work, limit]);
  } finally {
    clearTimeout(timer);
  }
}

function reasonOf(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return (text.split('\n')[0] ?? '').slice(0, 200);
}
