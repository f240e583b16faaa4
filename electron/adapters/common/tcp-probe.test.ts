import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { probeTcp } from './tcp-probe.js';

describe('a probe', () => {
  it('tells a port that answers from one that does not, and both from a name without an address', async () => {
    const server = createServer((socket) => socket.end());
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    const port = (server.address() as { port: number }).port;
    expect(await probeTcp('127.0.0.1', port)).toBe('answers');
    expect(await probeTcp('localhost', port)).toBe('answers');
    await new Promise((closed) => server.close(closed));
    expect(await probeTcp('127.0.0.1', port)).toBe('silent');
    expect(await probeTcp('localhost', port)).toBe('silent');
    expect(await probeTcp('no-such-host.invalid', port)).toBe('unresolved');
  });
});
