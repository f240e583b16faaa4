import type { Connection, SecretPart } from '../../../shared/settings/connection.js';

export type DraftKind = 'snmp3' | 'snmp2' | 'nut' | 'apcupsd' | 'system' | 'vsphere' | 'esxiSsh' | 'ssh';

/** A connection as a person types it; secrets stand beside it and leave the window once. */
export interface Draft {
  readonly kind: DraftKind;
  readonly id: string;
  readonly title: string;
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly auth: string;
  readonly priv: string;
  /** SNMPv3: the user for commands, where it is another than for reading, and its methods. */
  readonly writer: string;
  readonly writeAuth: string;
  readonly writePriv: string;
  /** SNMP with a community. */
  readonly version: '1' | '2c';
  /** SNMPv3; kept as it came. */
  readonly context: string;
  readonly upsName: string;
  readonly tls: boolean;
  readonly pin: string;
  readonly hostName: string;
  readonly offCommand: string;
  readonly mac: string;
  readonly keyFile: string;
  readonly useAgent: boolean;
  readonly legacyAlgorithms: boolean;
}

const blank: Omit<Draft, 'kind' | 'id'> = {
  title: '',
  host: '',
  port: '',
  user: '',
  auth: 'sha256',
  priv: 'aes128',
  writer: '',
  writeAuth: 'sha256',
  writePriv: 'aes128',
  version: '2c',
  context: '',
  upsName: 'ups',
  tls: false,
  pin: '',
  hostName: '',
  offCommand: '',
  mac: '',
  keyFile: '',
  useAgent: false,
  legacyAlgorithms: false,
};

export const upsKinds: readonly DraftKind[] = ['snmp3', 'snmp2', 'nut', 'apcupsd', 'system'];
export const hostKinds: readonly DraftKind[] = ['vsphere', 'esxiSsh', 'ssh'];

export function newDraft(kind: DraftKind, taken: readonly string[]): Draft {
  const base = upsKinds.includes(kind) ? 'ups' : kind === 'vsphere' ? 'vsphere' : kind === 'esxiSsh' ? 'esxi' : 'machine';
  let number = 1;
  while (taken.includes(`${base}${String(number)}`)) number += 1;
  return { ...blank, kind, id: `${base}${String(number)}`, ...(kind === 'system' ? { upsName: '' } : {}) };
}

const hostText = (host: string) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host.trim());

const atText = (user: string) => (user === '' ? '' : `${encodeURIComponent(user)}@`);
const placeText = ({ host, port }: Draft) => `${hostText(host)}${port === '' ? '' : `:${port}`}`;

function snmp3Address(draft: Draft, { user, auth, priv }: Pick<Draft, 'user' | 'auth' | 'priv'>): string {
  const level = `${auth === '' ? '' : `&auth=${auth}`}${auth === '' || priv === '' ? '' : `&priv=${priv}`}`;
  const context = draft.context === '' ? '' : `&context=${encodeURIComponent(draft.context)}`;
  return `snmp://${atText(user)}${placeText(draft)}?version=3${level}${context}`;
}

/** Where commands go: to the same card as another user, or as the form does not show it. */
function writeAddressOf(draft: Draft, stored: string | undefined): string | undefined {
  const user = draft.writer.trim();
  if (draft.kind === 'snmp3' && user !== '') return snmp3Address(draft, { user, auth: draft.writeAuth, priv: draft.writePriv });
  return draft.kind === 'snmp3' && writerOf(stored) !== undefined ? undefined : stored;
}

export function addressOf(draft: Draft): string {
  const at = atText(draft.user);
  const place = placeText(draft);
  switch (draft.kind) {
    case 'snmp3':
      return snmp3Address(draft, draft);
    case 'snmp2':
      return `snmp://${place}?version=${draft.version}`;
    case 'nut':
      return `nut://${at}${place}/${encodeURIComponent(draft.upsName)}${draft.tls ? '?tls=1' : ''}`;
    case 'apcupsd':
      return `apcupsd://${place}`;
    case 'system':
      return `system:${encodeURIComponent(draft.upsName.trim())}`;
    case 'vsphere':
      return `vsphere://${at}${place}`;
    default:
      return `ssh://${at}${place}`;
  }
}

/** `stored`: the connection being edited, for what the form does not show. */
export function connectionOf(draft: Draft, stored?: Connection): Connection {
  const text = <K extends keyof Draft>(key: K) => (draft[key] === '' ? {} : { [key]: draft[key] });
  const writeAddress = writeAddressOf(draft, stored?.writeAddress);
  const kept = {
    ...(stored?.aliveTcpPort === undefined ? {} : { aliveTcpPort: stored.aliveTcpPort }),
    ...(writeAddress === undefined ? {} : { writeAddress }),
  };
  return {
    ...kept,
    id: draft.id,
    title: draft.title.trim() || draft.host || draft.id,
    kind: upsKinds.includes(draft.kind) ? 'ups' : (draft.kind as Connection['kind']),
    address: addressOf(draft),
    ...text('pin'),
    ...text('hostName'),
    ...(draft.kind === 'ssh' ? text('offCommand') : {}),
    ...text('mac'),
    ...text('keyFile'),
    ...(draft.useAgent ? { useAgent: true } : {}),
    ...(draft.legacyAlgorithms ? { legacyAlgorithms: true } : {}),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const addressPattern = /^(\w+):\/\/(?:([^@]*)@)?(\[[^\]]+\]|[^:/?]+)(?::(\d+))?(?:\/([^?]*))?(?:\?(.*))?$/;

/** The user for commands and its methods; undefined where there is none, or none of SNMPv3. */
function writerOf(writeAddress: string | undefined): Pick<Draft, 'writer' | 'writeAuth' | 'writePriv'> | undefined {
  const url = addressPattern.exec(writeAddress ?? '');
  const query = new URLSearchParams(url?.[6] ?? '');
  const isSnmp3 = url?.[1] === 'snmp' && url[2] !== undefined && (query.get('version') ?? '3') === '3';
  return isSnmp3 ? { writer: decoded(url[2] ?? ''), writeAuth: query.get('auth') ?? '', writePriv: query.get('priv') ?? '' } : undefined;
}

/** What was typed. Until a user for commands is named, its methods are those of reading. */
export function changed(draft: Draft, change: Partial<Draft>): Draft {
  const next = { ...draft, ...change };
  return draft.writer === '' ? { ...next, writeAuth: next.auth, writePriv: next.priv } : next;
}

/** The form of a stored connection, to be edited. */
export function draftOf(connection: Connection): Draft {
  const url = addressPattern.exec(connection.address);
  const query = new URLSearchParams(url?.[6] ?? '');
  const kind: DraftKind =
    connection.kind === 'ups'
      ? url?.[1] === 'nut'
        ? 'nut'
        : url?.[1] === 'apcupsd'
          ? 'apcupsd'
          : connection.address.startsWith('system:')
            ? 'system'
            : query.get('version') === '3' || url?.[2] !== undefined
              ? 'snmp3'
              : 'snmp2'
      : connection.kind === 'workstation'
        ? 'ssh'
        : connection.kind;
  return {
    ...blank,
    kind,
    id: connection.id,
    title: connection.title,
    host: (url?.[3] ?? '').replace(/^\[|\]$/g, ''),
    port: url?.[4] ?? '',
    user: decoded(url?.[2] ?? ''),
    auth: query.get('auth') ?? '',
    priv: query.get('priv') ?? '',
    ...(writerOf(connection.writeAddress) ?? { writeAuth: query.get('auth') ?? '', writePriv: query.get('priv') ?? '' }),
    version: query.get('version') === '1' ? '1' : '2c',
    context: query.get('context') ?? '',
    upsName: kind === 'system' ? decoded(connection.address.replace(/^system:(\/\/)?/, '')) : decoded(url?.[5] ?? '') || 'ups',
    tls: query.get('tls') === '1',
    pin: connection.pin ?? '',
    hostName: connection.hostName ?? '',
    offCommand: connection.offCommand ?? '',
    mac: connection.mac ?? '',
    keyFile: connection.keyFile ?? '',
    useAgent: connection.useAgent ?? false,
    legacyAlgorithms: connection.legacyAlgorithms ?? false,
  };
}

const withinLevel = (auth: string, priv: string, [authPart, privPart]: readonly [SecretPart, SecretPart]): readonly SecretPart[] =>
  auth === '' ? [] : priv === '' ? [authPart] : [authPart, privPart];

/** Secrets of the user for commands. */
export function writeSecretsOf({ writer, writeAuth, writePriv }: Draft): readonly SecretPart[] {
  return writer.trim() === '' ? [] : withinLevel(writeAuth, writePriv, ['writeAuth', 'writePriv']);
}

/** Secrets that this kind asks for, in the order of the form. */
export function secretsOf(draft: Draft): readonly SecretPart[] {
  switch (draft.kind) {
    case 'snmp3':
      return [...withinLevel(draft.auth, draft.priv, ['auth', 'priv']), ...writeSecretsOf(draft)];
    case 'snmp2':
      return ['community', 'writeCommunity'];
    case 'apcupsd':
    case 'system':
      return [];
    case 'nut':
      return draft.user === '' ? [] : ['password'];
    case 'vsphere':
      return ['password'];
    default:
      return draft.keyFile === '' ? ['password'] : ['password', 'passphrase'];
  }
}

const passphrases: ReadonlySet<SecretPart> = new Set(['auth', 'priv', 'writeAuth', 'writePriv']);

/** SNMPv3 passphrases below eight characters are refused by RFC 3414; below fifteen they are weak. */
export function secretProblem(part: SecretPart, value: string): 'tooShort' | 'weak' | undefined {
  if (!passphrases.has(part) || value === '') return undefined;
  if (value.length < 8) return 'tooShort';
  return value.length < 15 ? 'weak' : undefined;
}
