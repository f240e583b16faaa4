import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../shared/settings/connection.js';
import type { TrapOptions } from '../ports.js';
import { createTrapDesk } from './trap-desk.js';

const ups = (id: string, address: string): Connection => ({ id, title: id, kind: 'ups', address });
const office = [ups('a', 'snmp://192.0.2.1'), ups('b', 'snmp://192.0.2.2?version=2c'), ups('c', 'nut://192.0.2.3/rack')];

function stage(first: readonly Connection[] = office) {
  const opened: TrapOptions[] = [];
  const alerts: (readonly string[])[] = [];
  const now = { connections: first, port: 1162, open: 0 };
  const desk = createTrapDesk({
    adapters: {
      traps: (options) => {
        opened.push(options);
        now.open += 1;
        return Promise.resolve({ close: () => void (now.open -= 1) });
      },
    },
    connections: () => now.connections,
    port: () => now.port,
    alert: (upsIds) => alerts.push(upsIds),
    failed: () => undefined,
  });
  return { desk, opened, alerts, now };
}

describe('traps', () => {
  it('are heard for UPSes read over SNMP, by their address', () => {
    const { desk, opened, alerts } = stage();
    desk.refresh();
    expect(opened.map(({ port, connections }) => [port, connections.map((one) => one.id)])).toEqual([[1162, ['a', 'b']]]);
    opened[0]!.heard('192.0.2.2');
    expect(alerts).toEqual([['b']]);
  });

  it('from an address that nobody knows concern all of them: something may forward for a card', () => {
    const { desk, opened, alerts } = stage();
    desk.refresh();
    opened[0]!.heard('192.0.2.99');
    expect(alerts).toEqual([['a', 'b']]);
  });

  it('keep their receiver while nothing changed, and get another with new connections or secrets', async () => {
    const { desk, opened, now } = stage();
    desk.refresh();
    desk.refresh();
    expect(opened.length).toBe(1);
    desk.refresh(true);
    now.connections = office.slice(1);
    desk.refresh();
    await Promise.resolve();
    expect([opened.length, now.open]).toEqual([3, 1]);
  });

  it('have no receiver at port 0, without a UPS that could send one, and after the end', async () => {
    const off = stage();
    off.now.port = 0;
    off.desk.refresh();
    const none = stage(office.slice(2));
    none.desk.refresh();
    expect([off.opened.length, none.opened.length]).toEqual([0, 0]);
    const on = stage();
    on.desk.refresh();
    on.desk.close();
    await Promise.resolve();
    expect([on.opened.length, on.now.open]).toEqual([1, 0]);
  });
});
