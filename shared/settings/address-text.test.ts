import { expect, it } from 'vitest';
import { addressText } from './address-text.js';
import { parseAddress } from './address.js';

it.each([
  'snmp://192.0.2.1?version=1',
  'snmp://[2001:db8::1]:1161?version=2c',
  'snmp://mon%40rack@ups?version=3',
  'snmp://u@ups?version=3&auth=sha256',
  'snmp://u@ups:1161?version=3&auth=sha1&priv=aes256r&context=ups%202',
  'nut://ups/rack',
  'nut://boss@ups:13493/main%20rack?tls=1',
  'apcupsd://ups:3552',
  'vsphere://admin%40vsphere.local@vc',
  'ssh://root@nas:2222',
  'system:',
  'system:Back-UPS%20ES%20700',
])('%s is written as it was read', (text) => {
  const address = parseAddress(text);
  if (!address.ok || address.value.scheme === 'workstation') throw new Error(text);
  expect(addressText(address.value)).toBe(text);
});
