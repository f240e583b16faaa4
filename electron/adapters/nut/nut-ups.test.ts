import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { openNutUps } from './nut-ups.js';
import { nutWords } from './nut-words.js';

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

  it.each([
    ['a UPS', variables('ups.status "OL"'), 'VAR rack ups.status "OL"'],
    ['a power strip, which has no status', variables('outlet.count "8"'), 'ERR VAR-NOT-SUPPORTED'],
    ['a UPS whose driver is gone', 'ERR DRIVER-NOT-CONNECTED\n', 'ERR DRIVER-NOT-CONNECTED'],
  ])('answers a glance at %s with no news while nothing changed', async (_what, all, one) => {
    const asked: string[] = [];
    const port = await serve((line) => {
      asked.push(line);
      return line.startsWith('LIST') ? all : `${one}\n`;
    });
    const ups = source(port);
    expect(await ups.glance?.()).toBe('changed');
    await ups.read();
    expect(await ups.glance?.()).toBe('same');
    expect(asked).toEqual(['GET VAR "rack" ups.status', 'LIST VAR "rack"', 'GET VAR "rack" ups.status']);
    ups.close();
  });

  it('is silent to a glance where it tells nothing of the UPS, and tells it anew once it does', async () => {
    let answer = 'ERR ACCESS-DENIED\n';
    const port = await serve((line) => (answer.startsWith('ERR') || !line.startsWith('LIST') ? answer : variables('ups.status "OL"')));
    const ups = source(port);
    expect(await ups.read()).toMatchObject({ ok: false });
    expect(await ups.glance?.()).toBe('silent');
    answer = 'VAR rack ups.status "OL"\n';
    expect(await ups.glance?.()).toBe('changed');
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

  describe('told to switch off and to come back', () => {
    /** A driver with these variables; `take`: what it makes of a delay. */
    async function driver(first: Readonly<Record<string, number>>, take: (seconds: number) => number) {
      const now = new Map(Object.entries(first));
      const log: string[] = [];
      const port = await serve((line) => {
        const [verb, kind, , name = '', value = ''] = nutWords(line);
        if (line === 'LIST CMD "rack"') return 'BEGIN LIST CMD rack\nCMD rack shutdown.return\nCMD rack shutdown.stop\nEND LIST CMD rack\n';
        if (verb === 'GET' && kind === 'VAR')
          return now.has(name) ? `VAR rack ${name} "${String(now.get(name))}"\n` : 'ERR VAR-NOT-SUPPORTED\n';
        if (verb === 'SET' && kind === 'VAR') {
          now.set(name, name === 'ups.delay.shutdown' ? take(Number(value)) : Number(value));
          log.push(`${name}=${value}`);
          return 'OK\n';
        }
        if (verb === 'INSTCMD') log.push(line);
        return 'OK\n';
      });
      return { ups: source(port, { user: 'monitor' }), log, now };
    }

    it('has its start put behind its cut: one that comes before is lost, and the load stays off (usbhid-ups)', async () => {
      const { ups, log, now } = await driver({ 'ups.delay.shutdown': 20, 'ups.delay.start': 30 }, (seconds) => seconds);
      expect(await ups.tell({ kind: 'shutdown', delaySeconds: 90, returnWithMains: true })).toMatchObject({ ok: true });
      expect(Object.fromEntries(now)).toEqual({ 'ups.delay.shutdown': 90, 'ups.delay.start': 150 });
      expect(log.at(-1)).toBe('INSTCMD "rack" shutdown.return');
      ups.close();
    });

    it.each([-1, 600])('keeps a start of %i s', async (start) => {
      const { ups, now } = await driver({ 'ups.delay.shutdown': 20, 'ups.delay.start': start }, (seconds) => seconds);
      expect(await ups.tell({ kind: 'shutdown', delaySeconds: 90, returnWithMains: true })).toMatchObject({ ok: true });
      expect(now.get('ups.delay.start')).toBe(start);
      ups.close();
    });

    it('gets the next longer delay where it takes whole minutes only (nutdrv_qx)', async () => {
      const { ups, log, now } = await driver({ 'ups.delay.shutdown': 30 }, (seconds) =>
        seconds < 60 ? seconds : seconds - (seconds % 60),
      );
      expect(await ups.tell({ kind: 'shutdown', delaySeconds: 90, returnWithMains: true })).toMatchObject({ ok: true });
      expect(now.get('ups.delay.shutdown')).toBe(120);
      expect(log.at(-1)).toBe('INSTCMD "rack" shutdown.return');
      ups.close();
    }, 30_000);
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
