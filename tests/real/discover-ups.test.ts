import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApcupsdUps } from '../../electron/adapters/apcupsd/apcupsd-ups.js';
import { discoverUps, ruledOutBySnmp, snmpAddressesAt, type UpsAttempt } from '../../electron/adapters/common/discover-ups.js';
import { openSnmpUps } from '../../electron/adapters/snmp/open-snmp-ups.js';
import { parseAddress } from '../../shared/settings/address.js';
import { serverThere } from '../peers/available.js';
import { snmpdKeys, startSnmpd, type SnmpdPeer } from '../peers/snmpd/snmpd.js';

describe.runIf(serverThere('finding out how a UPS is reached', ['snmpd']))('finding out how a UPS is reached', () => {
  let agent: SnmpdPeer;
  beforeAll(async () => {
    agent = await startSnmpd();
  });
  afterAll(() => agent.stop());

  /** As the wizard would try, with the agent's port instead of 161. */
  function attempts(user: string | undefined, secrets: Readonly<Record<string, string>>): readonly UpsAttempt[] {
    const addresses = snmpAddressesAt(`127.0.0.1`, user).map((address) => address.replace('127.0.0.1', `127.0.0.1:${String(agent.port)}`));
    const snmp = addresses.map((address): UpsAttempt => {
      const parsed = parseAddress(address);
      if (!parsed.ok || parsed.value.scheme !== 'snmp') throw new Error(address);
      const { value } = parsed;
      return {
        address,
        open: () => openSnmpUps('try', value, async (part) => secrets[part], { timeoutMs: 200 }),
        rulesOut: ruledOutBySnmp,
      };
    });
    const apcupsd = async () => openApcupsdUps('try', { scheme: 'apcupsd', host: '127.0.0.1', port: 9 });
    return [...snmp, { address: 'apcupsd://127.0.0.1:9', open: apcupsd }];
  }

  it('takes SNMPv3 before v2c, and finds the methods of the user', async () => {
    const { found, tried } = await discoverUps(attempts('sha1aes256r', snmpdKeys));
    expect(found?.address).toContain('version=3&auth=sha1&priv=aes256r');
    expect(found?.reading).toMatchObject({ power: 'mains', model: 'Smart-UPS 1500' });
    expect(tried.at(0)?.failure).toBeDefined();
    expect(tried.at(-1)?.failure).toBeUndefined();
  });

  it('goes on to v2c at once when the card does not know the user', async () => {
    const { found, tried } = await discoverUps(attempts('stranger', snmpdKeys));
    expect(found?.address).toContain('version=2c');
    expect(tried.map(({ failure }) => failure?.message.key)).toEqual(['ups.snmp.refused.user', undefined]);
  });

  it('says of each way why it did not work', async () => {
    const { found, tried } = await discoverUps(attempts(undefined, { community: 'wrong' }));
    expect(found).toBeUndefined();
    expect(tried.map(({ address, failure }) => [address.split(':')[0], failure?.message.key])).toEqual([
      ['snmp', 'ups.snmp.silent'],
      ['snmp', 'ups.snmp.silent'],
      ['apcupsd', 'ups.tcp.refused'],
    ]);
  });
});
