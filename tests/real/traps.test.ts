import { execFile } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { readCredentials } from '../../electron/adapters/snmp/credentials.js';
import { openTrapReceiver } from '../../electron/adapters/snmp/trap-receiver.js';
import type { TrapReceiver } from '../../electron/core/ports.js';
import type { Failure } from '../../shared/result.js';
import { parseAddress } from '../../shared/settings/address.js';
import { programPath, serverThere } from '../peers/available.js';
import { openSundown, until } from '../peers/cli/sundown.js';
import { managementCard, smartUps } from '../peers/snmpd/recordings.js';
import { freeUdpPort, startSnmpd } from '../peers/snmpd/snmpd.js';

const keys = { auth: 'authentication-1', priv: 'privacy-phrase-1' };
const words = '1.3.6.1.4.1.318.2.3.3.0 s On-battery';
const onBattery = `12345 1.3.6.1.4.1.318.0.5 ${words}`;
const user = (name: string, auth: string, priv: string) =>
  `-v3 -u ${name} -l authPriv -a ${auth} -A ${keys.auth} -x ${priv} -X ${keys.priv}`;
const sender = '-e 0x8000013e010a000001';

describe.runIf(serverThere('hearing traps', ['snmptrap', 'snmpinform', 'snmpd']))('traps and informs of net-snmp', () => {
  const open: TrapReceiver[] = [];
  const heard: string[] = [];
  const failures: Failure[] = [];
  afterEach(() => {
    for (const one of open.splice(0)) one.close();
    heard.length = 0;
    failures.length = 0;
  });

  async function listen(port: number): Promise<void> {
    const addresses = [
      'snmp://127.0.0.1?version=2c',
      'snmp://sha@127.0.0.1?version=3&auth=sha256&priv=aes128',
      'snmp://long@127.0.0.1?version=3&auth=sha512&priv=aes256b',
    ];
    const credentials = await Promise.all(
      addresses.map(async (text) => {
        const address = parseAddress(text);
        if (!address.ok || address.value.scheme !== 'snmp') throw new Error(text);
        const found = await readCredentials(address.value, async (part) => (part === 'auth' || part === 'priv' ? keys[part] : undefined), {
          connectionId: 'ups',
        });
        if (!found.ok) throw new Error(found.failure.code);
        return found.value;
      }),
    );
    open.push(openTrapReceiver({ port, credentials, heard: (from) => heard.push(from), failed: (failure) => failures.push(failure) }));
  }

  /** Ends with the sender's exit code: an inform that nobody acknowledges ends with 1. */
  async function send(program: string, line: string): Promise<number> {
    const ended = promisify(execFile)(programPath(program) ?? program, line.split(' '), { env: { ...process.env, MIBS: '' } });
    return ended.then(
      () => 0,
      () => 1,
    );
  }

  it.each([
    ['a v1 trap', `-v1 -c public 127.0.0.1:PORT 1.3.6.1.4.1.318 192.0.2.5 6 5 12345 ${words}`],
    ['a v2c trap', `-v2c -c public 127.0.0.1:PORT ${onBattery}`],
    ['a v2c trap over IPv6', `-v2c -c public udp6:[::1]:PORT ${onBattery}`],
    ['a v2c trap of a community that is not ours', `-v2c -c other 127.0.0.1:PORT ${onBattery}`],
    ['a v3 trap with SHA-256 and AES', `${sender} ${user('sha', 'SHA-256', 'AES')} 127.0.0.1:PORT ${onBattery}`],
    ['a v3 trap with SHA-512 and AES-256', `${sender} ${user('long', 'SHA-512', 'AES-256')} 127.0.0.1:PORT ${onBattery}`],
    ['a v3 trap of a user who is not ours', `${sender} ${user('stranger', 'SHA-256', 'AES')} 127.0.0.1:PORT ${onBattery}`],
  ])('%s is a reason to ask', async (_what, line) => {
    const port = await freeUdpPort();
    await listen(port);
    // Nobody acknowledges a trap: one that came before the socket was open is gone, so it is sent until it is heard.
    while (heard.length === 0) await send('snmptrap', line.replace('PORT', String(port)));
    expect([...new Set(heard)]).toEqual([line.includes('udp6') ? '::1' : '127.0.0.1']);
    expect(failures).toEqual([]);
  });

  it.each([
    ['v2c', `-v2c -c public -r1 -t2 127.0.0.1:PORT ${onBattery}`],
    ['v3', `${user('sha', 'SHA-256', 'AES')} -r1 -t2 127.0.0.1:PORT ${onBattery}`],
    ['v3 with AES-256', `${user('long', 'SHA-512', 'AES-256')} -r1 -t2 127.0.0.1:PORT ${onBattery}`],
  ])('an inform of %s is acknowledged', async (_what, line) => {
    const port = await freeUdpPort();
    await listen(port);
    expect(await send('snmpinform', line.replace('PORT', String(port)))).toBe(0);
    expect(heard).toContain('127.0.0.1');
  });

  it('an inform with a wrong key is not', async () => {
    const port = await freeUdpPort();
    await listen(port);
    const line = `${user('sha', 'SHA-256', 'AES').replace(keys.auth, 'something-else')} -r0 -t1 127.0.0.1:${String(port)} ${onBattery}`;
    expect(await send('snmpinform', line)).toBe(1);
  });

  it('garbage does no harm, and the receiver goes on', async () => {
    const port = await freeUdpPort();
    await listen(port);
    const socket = createSocket('udp4');
    for (let at = 0; at < 2000; at += 1) {
      const bytes = Buffer.from(
        Array.from({ length: at % 60 }, (_, index) => (at * 31 + index * 17 + (index === 0 ? 48 - at * 31 : 0)) & 255),
      );
      socket.send(bytes, port, '127.0.0.1');
      if (at % 50 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    await new Promise((resolve) => socket.close(() => resolve(undefined)));
    expect(await send('snmpinform', `-v2c -c public -r1 -t2 127.0.0.1:${String(port)} ${onBattery}`)).toBe(0);
    expect(failures).toEqual([]);
  });

  it('a port that another program has is said', async () => {
    const socket = createSocket('udp6');
    socket.bind(0);
    await once(socket, 'listening');
    await listen(socket.address().port);
    await until(() => failures.length > 0);
    expect(failures.map((one) => one.code)).toEqual(['traps/portTaken']);
    await new Promise((resolve) => socket.close(() => resolve(undefined)));
  });

  it('lets a coordinator that asks once a minute see an outage at once, and believes no trap that says so', async () => {
    const agent = await startSnmpd({ facts: [...managementCard, ...smartUps] });
    const sundown = await openSundown();
    const port = await freeUdpPort();
    const trap = `-v2c -c public 127.0.0.1:${String(port)} ${onBattery}`;
    try {
      const folder = sundown.folder();
      const connections = [{ id: 'ups1', title: 'UPS', kind: 'ups', address: `snmp://127.0.0.1:${String(agent.port)}?version=2c` }];
      const settings = { 'ups.pollMainsSeconds': 60, 'ups.trapPort': port, 'policy.confirmSeconds': 1 };
      writeFileSync(join(folder, 'settings.json'), JSON.stringify({ version: 1, settings, connections }));
      const watching = sundown.start(['watch', '--config', folder, '--json-lines']);
      await until(() => watching.lines().some((line) => line.kind === 'upsChanged'));
      await send('snmptrap', trap);
      agent.scenario('onbattery');
      expect(watching.lines().some((line) => line['power'] === 'battery')).toBe(false);
      await send('snmptrap', trap);
      await until(() => watching.lines().some((line) => line.kind === 'powerConfirmed'));
      watching.child.kill('SIGTERM');
      await watching.ended;
    } finally {
      await sundown.close();
      await agent.stop();
    }
    // Well within the minute of the next poll.
  }, 30_000);
});
