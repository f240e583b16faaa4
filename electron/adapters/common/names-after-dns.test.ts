import { createSocket } from 'node:dgram';
import dns from 'node:dns';
import { once } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { createServer, isIP, type Server } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

type Told = (error: Error | null, ...answer: readonly unknown[]) => void;
const real = { lookup: dns.lookup, promised: dns.promises.lookup };
let isDead = false;
const dead = () => Object.assign(new Error('no name server'), { code: 'EAI_AGAIN' });

/** Every way of asking for a name, the one that sockets take by themselves included; adapters are loaded after it is in place. */
beforeAll(() => {
  const lookup = (name: string, options: object | Told, told?: Told) => {
    const answer = told ?? (options as Told);
    if (isDead && isIP(name) === 0) answer(dead());
    else real.lookup(name, typeof options === 'function' ? {} : options, answer as never);
  };
  const promised = (name: string, options: object) => (isDead && isIP(name) === 0 ? Promise.reject(dead()) : real.promised(name, options));
  Object.assign(dns, { lookup });
  Object.assign(dns.promises, { lookup: promised });
  syncBuiltinESMExports();
});
afterAll(() => {
  Object.assign(dns, { lookup: real.lookup });
  Object.assign(dns.promises, { lookup: real.promised });
  syncBuiltinESMExports();
});

/** The DNS server is mostly one of the VMs that go down first: a UPS that is known by name must be read, and told, after it. */
describe('a UPS or a machine by its name, once the name server is down', () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    isDead = false;
    for (const end of ends.splice(0)) end();
  });

  async function tcp(answer: Buffer | string): Promise<number> {
    const server: Server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.on('data', () => socket.write(answer));
    });
    server.listen(0);
    await once(server, 'listening');
    ends.push(() => server.close());
    return (server.address() as { readonly port: number }).port;
  }

  it('is told over SNMP by a session that is opened only then', async () => {
    const card = createSocket('udp4');
    card.on('message', (request, from) => {
      const answer = Buffer.from(request);
      answer[answer.indexOf(0xa0)] = 0xa2;
      card.send(answer, from.port, from.address);
    });
    card.bind(0);
    await once(card, 'listening');
    ends.push(() => card.close());
    const { SnmpClient } = await import('../snmp/snmp-client.js');
    const client = () =>
      new SnmpClient({
        host: 'localhost',
        port: card.address().port,
        credentials: { kind: 'community', version: '2c', community: 'public' },
        timeoutMs: 500,
        nowMs: () => performance.now(),
      });
    const [reader, writer] = [client(), client()];
    ends.push(() => [reader, writer].forEach((one) => one.close()));
    const oid = '1.3.6.1.2.1.1.1.0';
    const first = await reader.get([oid]);
    isDead = true;
    expect((await writer.get([oid])).ok).toBe(first.ok);
    expect(first.ok).toBe(true);
  });

  it('is read from apcupsd, which is connected to anew at each poll', async () => {
    const record = Buffer.from('STATUS   : ONLINE \n');
    const port = await tcp(Buffer.concat([Buffer.from([0, record.length]), record, Buffer.from([0, 0])]));
    const { openApcupsdUps } = await import('../apcupsd/apcupsd-ups.js');
    const ups = openApcupsdUps('ups', { scheme: 'apcupsd', host: 'localhost', port });
    if (!ups.ok) throw new Error(ups.failure.code);
    expect(await ups.value.read()).toMatchObject({ ok: true, value: { power: 'mains' } });
    isDead = true;
    expect(await ups.value.read()).toMatchObject({ ok: true, value: { power: 'mains' } });
    ups.value.close();
  });

  it('is read from a NUT server by a new connection', async () => {
    const port = await tcp('BEGIN LIST VAR rack\nVAR rack ups.status "OL"\nEND LIST VAR rack\n');
    const { openNutUps } = await import('../nut/nut-ups.js');
    const open = () => {
      const ups = openNutUps('ups', { scheme: 'nut', host: 'localhost', port, ups: 'rack', tls: false }, () => Promise.resolve(undefined));
      if (!ups.ok) throw new Error(ups.failure.code);
      ends.push(() => ups.value.close());
      return ups.value;
    };
    expect(await open().read()).toMatchObject({ ok: true, value: { power: 'mains' } });
    isDead = true;
    expect(await open().read()).toMatchObject({ ok: true, value: { power: 'mains' } });
  });

  it('is reached over SSH by a new connection, for it is stopped after the VMs', async () => {
    let heard = 0;
    const server: Server = createServer((socket) => {
      heard += 1;
      socket.on('error', () => undefined);
      socket.end('no SSH\r\n');
    });
    server.listen(0);
    await once(server, 'listening');
    ends.push(() => server.close());
    const { port } = server.address() as { readonly port: number };
    const { openSession } = await import('../ssh/session.js');
    const target = { host: 'localhost', port, user: 'admin', password: 'x', pin: 'SHA256:x' };
    await openSession(target);
    isDead = true;
    await openSession(target);
    expect(heard).toBe(2);
  });
});
