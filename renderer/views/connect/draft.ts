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

export function addressOf(draft: Draft): string {
  const at = draft.user === '' ? '' : `${encodeURIComponent(draft.user)}@`;
  const place = `${hostText(draft.host)}${draft.port === '' ? '' : `:${draft.port}`}`;
  switch (draft.kind) {
    case 'snmp3': {
      const level = `${draft.auth === '' ? '' : `&auth=${draft.auth}`}${draft.auth === '' || draft.priv === '' ? '' : `&priv=${draft.priv}`}`;
      const context = draft.context === '' ? '' : `&context=${encodeURIComponent(draft.context)}`;
      return `snmp://${at}${place}?version=3${level}${context}`;
    }
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
  const kept = {
    ...(stored?.aliveTcpPort === undefined ? {} : { aliveTcpPort: stored.aliveTcpPort }),
    ...(stored?.writeAddress === undefined ? {} : { writeAddress: stored.writeAddress }),
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

/** The form of a stored connection, to be edited. */
export function draftOf(connection: Connection): Draft {
  const url = /^(\w+):\/\/(?:([^@]*)@)?(\[[^\]]+\]|[^:/?]+)(?::(\d+))?(?:\/([^?]*))?(?:\?(.*))?$/.exec(connection.address);
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

/** Secrets that this kind asks for, in the order of the form. */
export function secretsOf(draft: Draft): readonly SecretPart[] {
  switch (draft.kind) {
    case 'snmp3':
      return draft.auth === '' ? [] : draft.priv === '' ? ['auth'] : ['auth', 'priv'];
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

/** SNMPv3 passphrases below eight characters are refused by RFC 3414; below fifteen they are weak. */
export function secretProblem(part: SecretPart, value: string): 'tooShort' | 'weak' | undefined {
  if ((part !== 'auth' && part !== 'priv') || value === '') return undefined;
  if (value.length < 8) return 'tooShort';
  return value.length < 15 ? 'weak' : undefined;
}
