import { expect, it } from 'vitest';
import { tellDiscovery, type FoundWay } from './discovery.js';

const found = (...ways: readonly FoundWay[]) =>
  tellDiscovery({ host: 'ups', secrets: {} }, { found: ways, failed: [], speaksSnmp3: false, tookMs: 0 });
const system: FoundWay = { way: 'system', address: 'system:' };

it('puts what only this workstation’s system shows behind every other way', () => {
  for (const other of [
    { way: 'nut', address: 'nut://ups/rack' },
    { way: 'apcupsd', address: 'apcupsd://ups' },
  ] as const) {
    const { offers, because } = found(system, other);
    expect(offers.map(({ way }) => way)).toEqual([other.way, 'system']);
    expect(because?.key).toBe('discovery.because.fuller');
  }
  expect(found(system, { way: 'snmp1', address: 'snmp://ups?version=1' }).because?.key).toBe('discovery.because.nearest');
});

it('asks to choose where several are shown', () => {
  const { because } = found({ ...system, address: 'system:ups0' }, { ...system, address: 'system:ups1' });
  expect(because).toEqual({ key: 'discovery.because.several', params: { count: 2 } });
});
