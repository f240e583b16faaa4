import { describe, expect, it } from 'vitest';
import { connectionSchema } from './connection.js';

const nas = { id: 'nas', title: 'NAS', kind: 'ssh', address: 'ssh://root@192.0.2.30' } as const;
const isTaken = (change: object) => connectionSchema.safeParse({ ...nas, ...change }).success;

describe('a connection', () => {
  it.each([
    [{ aliveTcpPort: 1 }, true],
    [{ aliveTcpPort: 2222 }, true],
    [{ aliveTcpPort: 65_535 }, true],
    [{ aliveTcpPort: 0 }, false],
    [{ aliveTcpPort: 65_536 }, false],
    [{ aliveTcpPort: 22.5 }, false],
    [{ mac: '00:11:22:aA:bB:cC' }, true],
    [{ mac: '00-11-22-aa-bb-cc' }, false],
    [{ mac: '00:11:22:aa:bb' }, false],
    [{ id: 'nas-2' }, true],
    [{ id: 'Nas' }, false],
    [{ id: '../nas' }, false],
    [{ id: '' }, false],
    // A secret has no place in the file.
    [{ password: 'secret' }, false],
  ])('with %j is taken: %s', (change, taken) => {
    expect(isTaken(change)).toBe(taken);
  });
});
