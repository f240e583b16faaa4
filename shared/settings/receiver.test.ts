import { expect, it } from 'vitest';
import type { Connection } from './connection.js';
import { isSameReceiver } from './receiver.js';

const reading = 'snmp://reader@ups?version=3&auth=sha256&priv=aes128';
const ups = (writeAddress?: string, address = reading): Connection => ({
  id: 'ups1',
  title: 'UPS',
  kind: 'ups',
  address,
  ...(writeAddress === undefined ? {} : { writeAddress }),
});

it('stays the same where the card that is read gets a user for commands that hides as well, another one, or none again', () => {
  expect(isSameReceiver(ups(reading.replace('reader', 'boss')), ups())).toBe(true);
  expect(isSameReceiver(ups(reading.replace('reader', 'chief')), ups(reading.replace('reader', 'boss')))).toBe(true);
  expect(isSameReceiver(ups(), ups(reading.replace('reader', 'boss')))).toBe(true);
});

it.each([
  ['another machine', 'snmp://boss@elsewhere?version=3&auth=sha256&priv=aes128'],
  ['another port', 'snmp://boss@ups:1161?version=3&auth=sha256&priv=aes128'],
  ['weaker methods', 'snmp://boss@ups?version=3&auth=md5&priv=des'],
  ['no encryption', 'snmp://boss@ups?version=3&auth=sha256'],
  ['a community', 'snmp://ups?version=2c'],
  ['nonsense', 'boss@ups'],
])('is another where commands go to %s', (_what, writeAddress) => {
  expect(isSameReceiver(ups(writeAddress), ups())).toBe(false);
});

it('is another where what is read is another', () => {
  expect(isSameReceiver(ups(undefined, 'snmp://reader@elsewhere?version=3'), ups())).toBe(false);
  expect(isSameReceiver(ups(undefined, 'snmp://ups?version=2c'), ups('snmp://ups?version=2c', 'snmp://ups?version=2c'))).toBe(true);
});
