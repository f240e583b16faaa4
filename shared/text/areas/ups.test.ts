import { describe, expect, it } from 'vitest';
import { upsFlags } from '../../ups/reading.js';
import { catalogue } from '../catalogue.js';

describe('the words for a UPS', () => {
  it('name every flag, every source of power and every protocol', () => {
    const wanted = [
      ...upsFlags.map((flag) => `ups.flag.${flag}`),
      ...['mains', 'battery', 'bypass', 'off', 'unknown'].map((power) => `ups.power.${power}`),
      ...['snmp', 'nut', 'apcupsd', 'system'].map((protocol) => `ups.protocol.${protocol}`),
    ];
    expect(wanted.filter((key) => !(key in catalogue))).toEqual([]);
  });
});
