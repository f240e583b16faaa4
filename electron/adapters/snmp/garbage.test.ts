import { createSocket, type Socket } from 'node:dgram';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSnmpUps } from './open-snmp-ups.js';

/** Deterministic bytes. */
function stream(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
}

/** A GET becomes its own answer: the PDU's tag turned from a0 (get) to a2 (response); all values stay NULL. */
function asResponse(request: Buffer): Buffer {
  const answer = Buffer.from(request);
  const tag = answer.indexOf(0xa0);
  if (tag >= 0) answer[tag] = 0xa2;
  return answer;
}

describe('a device that answers rubbish', () => {
  let device: Socket;
  let port = 0;
  let answer: (request: Buffer) => Buffer | undefined;
  beforeEach(async () => {
    device = createSocket('udp4');
    device.on('message', (request, from) => {
      const said = answer(request);
      if (said !== undefined) device.send(said, from.port, from.address);
    });
    await new Promise<void>((bound) => {
      device.bind(0, '127.0.0.1', bound);
    });
    port = device.address().port;
  });
  afterEach(() => {
    device.close();
  });

  async function readOf(version: '1' | '2c', nowMs: () => number = () => performance.now()) {
    const address = { scheme: 'snmp', host: '127.0.0.1', port, version } as const;
    const opened = await openSnmpUps('ups', address, async () => Promise.resolve('a secret community'), { timeoutMs: 25, nowMs });
    if (!opened.ok) throw new Error(opened.failure.code);
    const read = await opened.value.read();
    opened.value.close();
    return read;
  }

  it('gets a failure with a sentence, never an uncaught exception, for random bytes', async () => {
    const below = stream(3);
    answer = () => Buffer.from(Array.from({ length: 1 + below(120) }, () => below(256)));
    for (let round = 0; round < 25; round += 1) {
      const read = await readOf(round % 2 === 0 ? '2c' : '1');
      expect(read.ok ? 'read' : read.failure.code).toMatch(/^ups\/(nonsense|unreachable)$/);
      expect(JSON.stringify(read)).not.toContain('a secret community');
    }
  });

  it('gets a failure or an honest nothing for answers with flipped bytes', async () => {
    const below = stream(5);
    answer = (request) => {
      const mutated = asResponse(request);
      for (let flips = 1 + below(3); flips > 0; flips -= 1) mutated[below(mutated.length)] = below(256);
      return mutated;
    };
    for (let round = 0; round < 60; round += 1) {
      const read = await readOf(round % 2 === 0 ? '2c' : '1');
      if (!read.ok) expect(read.failure.code).toMatch(/^ups\//);
      else expect(read.value.power).toMatch(/^(unknown|mains|battery|bypass|off)$/);
    }
  });

  it('does not end the program by a report where there can be none, nor keep the next question waiting', async () => {
    answer = (request) => {
      const report = Buffer.from(request);
      report[report.indexOf(0xa0)] = 0xa8;
      return report;
    };
    const address = { scheme: 'snmp', host: '127.0.0.1', port, version: '2c' } as const;
    const opened = await openSnmpUps('ups', address, async () => Promise.resolve('public'), { timeoutMs: 1000 });
    if (!opened.ok) throw new Error(opened.failure.code);
    for (let round = 0; round < 3; round += 1) {
      expect(await opened.value.read()).toMatchObject({ ok: false, failure: { code: 'ups/nonsense' } });
    }
    opened.value.close();
  });

  it('is not taken for a UPS when it has no value at all (25 of 46 objects were NULL in one recording)', async () => {
    answer = asResponse;
    expect(await readOf('2c')).toMatchObject({ ok: false, failure: { code: 'ups/unknownDevice' } });
  });

  it('is given up within the limit when it never answers', async () => {
    answer = () => undefined;
    expect(await readOf('2c')).toMatchObject({ ok: false, failure: { code: 'ups/unreachable' } });
  });
});
