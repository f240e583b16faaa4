import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openNutUps } from './nut-ups.js';

let server: Server | undefined;
const sockets = new Set<Socket>();
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await new Promise((closed) => (server === undefined ? closed(undefined) : server.close(closed)));
  server = undefined;
});

/** A server that answers each line by a rule. */
async function serve(answer: (line: string, socket: Socket) => string | undefined): Promise<number> {
  const listening = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.setEncoding('utf8');
    socket.on('data', (text: string) => {
      for (const line of text.split('\n').filter((one) => one !== '')) {
        const said = answer(line, socket);
        if (said !== undefined) socket.write(said);
      }
    });
  });
  server = listening;
  await new Promise<void>((bound) => {
    listening.listen(0, '127.0.0.1', bound);
  });
  const address = listening.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function source(port: number, more: { readonly user?: string; readonly tls?: boolean; readonly nowMs?: () => number } = {}) {
  const { user, tls = false, nowMs } = more;
  const address = { scheme: 'nut', host: '127.0.0.1', port, ups: 'rack', tls, ...(user === undefined ? {} : { user }) } as const;
  const opened = openNutUps('ups', address, async () => Promise.resolve('pass "phrase"'), {
    limitMs: 150,
    ...(nowMs === undefined ? {} : { nowMs }),
  });
  if (!opened.ok) throw new Error(opened.failure.code);
  return opened.value;
}

const variables = (...lines: readonly string[]) =>
  ['BEGIN LIST VAR rack', ...lines.map((line) => `VAR rack ${line}`), 'END LIST VAR rack', ''].join('\n');

describe('a NUT server', () => {
  it('is asked once a reading, and introduced to once a connection', async () => {
    const heard: string[] = [];
    const port = await serve((line) => {
      heard.push(line);
      return line.startsWith('LIST') ? variables('ups.status "OB LB"') : 'OK\n';
    });
    const ups = source(port, { user: 'monitor' });
    expect(await ups.read()).toMatchObject({ value: { power: 'battery', flags: ['lowBattery'], requests: 3 } });
    expect(await ups.read()).toMatchObject({ value: { requests: 1 } });
    expect(heard).toEqual(['USERNAME "monitor"', String.raw`PASSWORD "pass \"phrase\""`, 'LIST VAR "rack"', 'LIST VAR "rack"']);
    ups.close();
  });

  it('may send its answer in any portions', async () => {
    const port = await serve((_line, socket) => {
      for (const sign of variables('ups.status "OL"', 'battery.charge "57"')) socket.write(sign);
      return undefined;
    });
    const ups = source(port);
    expect(await ups.read()).toMatchObject({ value: { power: 'mains', chargePercent: 57 } });
    ups.close();
  });

  it.each([
    ['bytes of another protocol', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['an empty list', 'BEGIN LIST VAR rack\nEND LIST VAR rack\n'],
    ['a list with rubbish in it', 'BEGIN LIST VAR rack\n\u0000\u0001"""\\\nVAR\nVAR rack\nEND LIST VAR rack\n'],
  ])('that answers with %s is never read as on line', async (_name, said) => {
    const ups = source(await serve(() => said));
    const read = await ups.read();
    expect(read.ok ? read.value.power : 'failed').toMatch(/^(unknown|failed)$/);
    ups.close();
  });

  it('that stops in the middle of a list is given up, and asked anew over a new connection', async () => {
    let isWell = false;
    const port = await serve(() => (isWell ? variables('ups.status "OL"') : 'BEGIN LIST VAR rack\nVAR rack ups.status "OL"\n'));
    const ups = source(port);
    expect(await ups.read()).toMatchObject({ ok: false, failure: { code: 'ups/unreachable' } });
    isWell = true;
    expect(await ups.read()).toMatchObject({ ok: true });
    expect(sockets.size).toBe(2);
    ups.close();
  });

  it('that floods the line is cut off', async () => {
    const ups = source(await serve(() => 'x'.repeat(200_000)));
    expect(await ups.read()).toMatchObject({ ok: false, failure: { code: 'ups/nonsense' } });
    ups.close();
  });

  it('that says more in the clear than its answer to STARTTLS is not believed', async () => {
    const ups = source(await serve((line) => (line === 'STARTTLS' ? 'OK STARTTLS\nBEGIN LIST VAR rack\n' : undefined)), { tls: true });
    expect(await ups.read()).toMatchObject({ ok: false, failure: { code: 'ups/nonsense' } });
    ups.close();
  });

  it('that is away is tried again with growing pauses, not at every poll', async () => {
    let now = 0;
    const ups = source(9, { nowMs: () => now });
    const first = await ups.read();
    expect(first).toMatchObject({ failure: { code: 'ups/unreachable' } });
    const port = await serve(() => variables('ups.status "OL"'));
    expect(port).toBeGreaterThan(0);
    expect(await ups.read()).toEqual(first);
    now += 300;
    expect(await ups.read()).toMatchObject({ ok: false });
    ups.close();
  });
});
