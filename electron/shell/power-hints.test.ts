import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { PowerHint } from '../core/engine-port.js';
import { passPowerHints } from './power-hints.js';

describe('what the system tells of power and sleep', () => {
  it.each([
    ['on-ac', 'powerChanged'],
    ['on-battery', 'powerChanged'],
    ['unlock-screen', 'powerChanged'],
    ['resume', 'awoke'],
  ] as const)('passes %s on as a mere hint', (event, hint) => {
    const events = new EventEmitter();
    const told: PowerHint[] = [];
    passPowerHints(events, (one) => told.push(one));
    events.emit('lock-screen');
    expect(told).toEqual([]);
    events.emit(event);
    events.emit(event);
    expect(told).toEqual([hint, hint]);
  });
});
