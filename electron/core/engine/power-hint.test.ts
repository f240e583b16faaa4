import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../shared/settings/connection.js';
import { upsToAsk } from './power-hint.js';

const connections: readonly Connection[] = [
  { id: 'card', title: 'Card', kind: 'ups', address: 'snmp://192.0.2.1' },
  { id: 'own', title: 'Own', kind: 'ups', address: 'system:' },
  { id: 'named', title: 'Named', kind: 'ups', address: 'system:ups0' },
  { id: 'broken', title: 'Broken', kind: 'ups', address: 'nonsense' },
  { id: 'nas', title: 'NAS', kind: 'ssh', address: 'ssh://root@192.0.2.2' },
];

describe('a hint of the system', () => {
  it('about its power is a reason to ask what the system shows, and no other UPS', () => {
    expect(upsToAsk('powerChanged', connections)).toEqual(['own', 'named']);
  });

  it('after a sleep is a reason to ask every UPS', () => {
    expect(upsToAsk('awoke', connections)).toEqual(['card', 'own', 'named', 'broken']);
  });
});
