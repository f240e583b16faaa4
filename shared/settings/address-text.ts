import { defaultPorts, type Address } from './address.js';

type WrittenAddress = Exclude<Address, { readonly scheme: 'workstation' }>;
type NetworkAddress = Exclude<WrittenAddress, { readonly scheme: 'system' }>;

/** The address as it is stored and typed: what parseAddress reads as this value again. Usual ports are left out. */
export function addressText(address: WrittenAddress): string {
  if (address.scheme === 'system') return `system:${encodeURIComponent(address.name ?? '')}`;
  const user = 'user' in address ? `${encodeURIComponent(address.user)}@` : '';
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  const port = address.port === defaultPorts[address.scheme] ? '' : `:${String(address.port)}`;
  return `${address.scheme}://${user}${host}${port}${detailText(address)}`;
}

function detailText(address: NetworkAddress): string {
  if (address.scheme === 'nut') return `/${encodeURIComponent(address.ups)}${address.tls ? '?tls=1' : ''}`;
  if (address.scheme !== 'snmp') return '';
  if (address.version !== '3') return `?version=${address.version}`;
  const { auth, priv, context } = address;
  const parts = Object.entries({ auth, priv, context }).flatMap(([name, value]) =>
    value === undefined ? [] : [`&${name}=${encodeURIComponent(value)}`],
  );
  return `?version=3${parts.join('')}`;
}
