import { done, failed, type Result } from '../result.js';
import { message } from '../text/message.js';

/** Addresses of command-line.md. Never carries a secret: a password in an address is refused. */
export type Address =
  | { readonly scheme: 'snmp'; readonly host: string; readonly port: number; readonly version: '1' | '2c' }
  | {
      readonly scheme: 'snmp';
      readonly host: string;
      readonly port: number;
      readonly version: '3';
      readonly user: string;
      readonly auth?: 'md5' | 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512';
      readonly priv?: 'des' | 'aes128' | 'aes256b' | 'aes256r';
      readonly context?: string;
    }
  | {
      readonly scheme: 'nut';
      readonly host: string;
      readonly port: number;
      readonly ups: string;
      readonly user?: string;
      readonly tls: boolean;
    }
  | { readonly scheme: 'apcupsd'; readonly host: string; readonly port: number }
  | { readonly scheme: 'vsphere'; readonly host: string; readonly port: number; readonly user: string }
  | { readonly scheme: 'ssh'; readonly host: string; readonly port: number; readonly user: string }
  /** This workstation's own view of a UPS; `name` where it shows several. */
  | { readonly scheme: 'system'; readonly name?: string }
  | { readonly scheme: 'workstation' };

export const defaultPorts: Readonly<Record<string, number>> = { snmp: 161, nut: 3493, apcupsd: 3551, vsphere: 443, ssh: 22 };
const authNames = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512'] as const;
const privNames = ['des', 'aes128', 'aes256b', 'aes256r'] as const;
const pattern = /^([a-z0-9]+):\/\/(?:([^@/?#\s]*)@)?(\[[0-9a-fA-F:.%a-z]+\]|[^:/?#@\s]+)(?::(\d{1,5}))?(?:\/([^?#\s]*))?(?:\?([^#\s]*))?$/;

/** Errors: `address/unreadable`, `address/password`, `address/missing`, `address/value`; each names what was expected and what came. */
export function parseAddress(text: string): Result<Address> {
  const trimmed = text.trim();
  if (trimmed === 'workstation:') return done({ scheme: 'workstation' });
  if (trimmed.startsWith('system:')) return done(systemAddress(trimmed.slice('system:'.length).replace(/^\/\//, '')));
  const found = pattern.exec(trimmed);
  const scheme = found?.[1] ?? '';
  if (found === null || defaultPorts[scheme] === undefined)
    return failed('address/unreadable', message('core.address.unreadable', { given: redact(trimmed) }));
  const user = found[2] === undefined ? undefined : decode(found[2]);
  if (found[2]?.includes(':') === true) return failed('address/password', message('core.address.password'));
  const host = (found[3] ?? '').replace(/^\[|\]$/g, '');
  const port = found[4] === undefined ? (defaultPorts[scheme] ?? 0) : Number(found[4]);
  if (port < 1 || port > 65_535) return failed('address/value', message('core.address.port', { given: port }));
  const query = new Map<string, string>();
  for (const pair of (found[6] ?? '').split('&').filter((part) => part !== '')) {
    const [name = '', value = ''] = pair.split('=');
    query.set(name, decode(value));
  }
  const path = decode(found[5] ?? '');
  switch (scheme) {
    case 'snmp':
      return snmpAddress(host, port, user, query);
    case 'nut':
      if (path === '') return failed('address/missing', message('core.address.missing', { what: 'UPS', example: 'nut://host/ups' }));
      return done({
        scheme: 'nut',
        host,
        port,
        ups: path,
        tls: query.get('tls') === '1',
        ...(user === undefined || user === '' ? {} : { user }),
      });
    case 'apcupsd':
      return done({ scheme: 'apcupsd', host, port });
    default: {
      if (user === undefined || user === '')
        return failed('address/missing', message('core.address.missing', { what: 'USER', example: `${scheme}://root@host` }));
      return done(scheme === 'ssh' ? { scheme: 'ssh', host, port, user } : { scheme: 'vsphere', host, port, user });
    }
  }
}

function systemAddress(name: string): Address {
  return name === '' ? { scheme: 'system' } : { scheme: 'system', name: decode(name) };
}

function snmpAddress(host: string, port: number, user: string | undefined, query: ReadonlyMap<string, string>): Result<Address> {
  const version = query.get('version') ?? (user === undefined ? '2c' : '3');
  if (version === '1' || version === '2c') return done({ scheme: 'snmp', host, port, version });
  if (version !== '3')
    return failed('address/value', message('core.address.value', { name: 'version', expected: '1, 2c, 3', given: version }));
  if (user === undefined || user === '')
    return failed('address/missing', message('core.address.missing', { what: 'USER', example: 'snmp://user@host?version=3' }));
  const auth = query.get('auth');
  const priv = query.get('priv');
  if (auth !== undefined && !isOneOf(auth, authNames))
    return failed('address/value', message('core.address.value', { name: 'auth', expected: authNames.join(', '), given: auth }));
  if (priv !== undefined && !isOneOf(priv, privNames))
    return failed('address/value', message('core.address.value', { name: 'priv', expected: privNames.join(', '), given: priv }));
  if (priv !== undefined && auth === undefined)
    return failed('address/missing', message('core.address.missing', { what: 'auth', example: 'auth=sha256&priv=aes128' }));
  const context = query.get('context');
  return done({
    scheme: 'snmp',
    host,
    port,
    version: '3',
    user,
    ...(auth === undefined ? {} : { auth }),
    ...(priv === undefined ? {} : { priv }),
    ...(context === undefined ? {} : { context }),
  });
}

function isOneOf<const T extends readonly string[]>(value: string, values: T): value is T[number] {
  return values.includes(value);
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Never repeat what may be a password. */
function redact(text: string): string {
  return text.replace(/:\/\/[^@/]*@/, '://…@').slice(0, 120);
}
