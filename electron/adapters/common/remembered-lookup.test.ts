import type { LookupAddress } from 'node:dns';
import { connect, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { createRememberedLookup } from './remembered-lookup.js';

const address = [{ address: '127.0.0.1', family: 4 }];
type Answer = LookupAddress[] | 'lost' | 'silent';

function lookupOver(answers: Answer[], waitMs = 5) {
  const lookup = createRememberedLookup((_name, _options, found) => {
    const answer = answers.shift();
    if (answer === 'silent') return;
    if (answer === 'lost' || answer === undefined) found(Object.assign(new Error('lost'), { code: 'ENOTFOUND' }), []);
    else found(null, answer);
  }, waitMs);
  return (name: string) =>
    new Promise<string>((resolve) => {
      lookup(name, {}, (error, found) => resolve(error === null ? JSON.stringify(found) : (error.code ?? 'error')));
    });
}

describe('a name', () => {
  it('is still found when the DNS server, itself a VM, was shut down', async () => {
    const find = lookupOver([address, 'lost', 'silent']);
    expect(await find('esxi01')).toBe('"127.0.0.1"');
    expect(await find('esxi01')).toBe('"127.0.0.1"');
    expect(await find('esxi01')).toBe('"127.0.0.1"');
  });

  it('has the newest address that anybody told', async () => {
    const find = lookupOver([address, [{ address: '192.0.2.2', family: 4 }], 'lost']);
    await find('esxi01');
    expect(await find('esxi01')).toBe('"192.0.2.2"');
    expect(await find('esxi01')).toBe('"192.0.2.2"');
  });

  it('is asked for once by many, and not over and over of a resolver in trouble', async () => {
    const answers: Answer[] = [address, 'silent', [{ address: '192.0.2.2', family: 4 }]];
    const find = lookupOver(answers);
    await Promise.all([find('esxi01'), find('esxi01'), find('esxi01')]);
    expect(answers).toHaveLength(2);
    await Promise.all([find('esxi01'), find('esxi01')]);
    await find('esxi01');
    expect(answers).toHaveLength(1);
  });

  it('that nobody ever told is not found', async () => {
    const find = lookupOver([address, 'lost', []]);
    await find('esxi01');
    expect(await find('esxi02')).toBe('ENOTFOUND');
    expect(await find('esxi03')).toBe('ENOTFOUND');
  });

  it('leads a socket to its server, with one address or with several', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const port = (server.address() as { port: number }).port;
    for (const autoSelectFamily of [true, false]) {
      const lookup = createRememberedLookup((_name, _options, found) => found(null, [...address, { address: '127.0.0.2', family: 4 }]));
      const socket = connect({ host: 'esxi01.example.net', port, lookup, autoSelectFamily });
      await new Promise<void>((ready, lost) => socket.once('connect', ready).once('error', lost));
      expect(socket.remoteAddress).toBe('127.0.0.1');
      socket.destroy();
    }
    await new Promise((closed) => server.close(closed));
  });
});
