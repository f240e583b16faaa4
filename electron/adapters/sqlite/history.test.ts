import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { History } from '../../core/ports.js';
import { openHistory } from './history.js';

let folder = '';
let now = Date.parse('2026-11-23T06:00:00Z');
const bounds = { keepDays: 400, maxMegabytes: 200, learn: (list: readonly number[]) => Math.max(...list) };
const open = (more: Partial<typeof bounds> = {}): History => openHistory(join(folder, 'h.db'), () => new Date(now), { ...bounds, ...more });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sundown-history-'));
  now = Date.parse('2026-11-23T06:00:00Z');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const iso = (ms: number) => new Date(ms).toISOString();

describe('the history', () => {
  it('gives back what a reading told and nothing else', () => {
    const history = open();
    history.addReading({ upsId: 'u', at: iso(now), power: 'mains', chargePercent: 0 });
    expect(history.readings('u', iso(now - 1000), iso(now), 10)).toEqual([{ upsId: 'u', at: iso(now), power: 'mains', chargePercent: 0 }]);
    history.close();
  });

  it('spreads many readings but keeps each change of the power source', () => {
    const history = open();
    for (let index = 0; index < 1000; index += 1) {
      history.addReading({ upsId: 'u', at: iso(now + index * 1000), power: index === 501 ? 'battery' : 'mains', chargePercent: 90 });
    }
    const few = history.readings('u', iso(now), iso(now + 1_000_000), 20);
    expect(few.length).toBeLessThan(25);
    expect(few.some((reading) => reading.power === 'battery')).toBe(true);
    history.close();
  });

  it('thins old mains readings and keeps outages whole', () => {
    const history = open();
    const old = now - 3 * 86_400_000;
    for (let index = 0; index < 600; index += 1)
      history.addReading({ upsId: 'u', at: iso(old + index * 1000), power: index >= 120 && index < 180 ? 'battery' : 'mains' });
    history.prune();
    const left = history.readings('u', iso(old), iso(now), 5000);
    expect(left.filter((reading) => reading.power === 'battery').length).toBe(60);
    expect(left.filter((reading) => reading.power === 'mains').length).toBeLessThan(15);
    history.close();
  });

  it('stays below its size bound, oldest first', () => {
    const history = open({ maxMegabytes: 1 });
    for (let index = 0; index < 4000; index += 1) {
      history.addEvent({
        at: iso(now + index),
        severity: 'info',
        kind: 'test',
        message: { key: 'core.address.password', params: { filler: 'x'.repeat(500) } },
        source: 'test',
      });
    }
    history.prune();
    const rest = history.events({ limit: 5000 });
    expect(rest.length).toBeLessThan(4000);
    expect(rest[0]?.id).toBe(4000);
    history.close();
  });

  it('filters events by severity, text and page', () => {
    const history = open();
    history.addEvent({ at: iso(now), severity: 'info', kind: 'upsChanged', message: { key: 'core.address.password' }, source: 'ups1' });
    history.addEvent({ at: iso(now), severity: 'error', kind: '100%_done', message: { key: 'core.address.password' }, source: 'ups2' });
    expect(history.events({ limit: 10, severity: 'error' }).map((event) => event.source)).toEqual(['ups2']);
    expect(history.events({ limit: 10, text: '100%_' }).map((event) => event.source)).toEqual(['ups2']);
    expect(history.events({ limit: 10, beforeId: 2 }).map((event) => event.source)).toEqual(['ups1']);
    history.close();
  });

  it('learns from the last twenty observations of a key', () => {
    const history = open();
    for (let index = 0; index < 30; index += 1) history.addDuration('ensureVmOff/a', index === 0 ? 999 : 10 + index);
    expect(history.durations().get('ensureVmOff/a')).toEqual({ seconds: 39, observations: 20 });
    history.close();
  });

  it('keeps a discharge once, as it was told last, and the last twenty of each UPS', () => {
    const history = open();
    const seen = { fromPercent: 100, toPercent: 90, seconds: 100, needsReplacing: false };
    for (let index = 0; index < 25; index += 1) history.addDischarge('u', { beganAt: iso(now + index * 1000), ...seen });
    const last = { beganAt: iso(now + 24_000), ...seen, toPercent: 40, loadPercent: 31, batteryDate: '2024-05-31', needsReplacing: true };
    history.addDischarge('u', last);
    history.addDischarge('other', { beganAt: iso(now), ...seen });
    expect(history.discharges('u')).toHaveLength(20);
    expect(history.discharges('u').at(-1)).toEqual(last);
    expect(history.discharges('other')).toEqual([{ beganAt: iso(now), ...seen }]);
    expect(history.discharges('nobody')).toEqual([]);
    history.close();
  });
});
