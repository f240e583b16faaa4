import { describe, expect, it } from 'vitest';
import { applyUpdates, asReadObject, type Known } from './updates.js';
import { powerOf } from './vm-facts.js';
import { parseXml } from './xml-tree.js';

const known = new Map<string, Known>();

function apply(kind: string, changes: string) {
  const set = parseXml(
    `<returnval><version>2</version><filterSet><filter type="PropertyFilter">f</filter><objectSet><kind>${kind}</kind>` +
      `<obj type="VirtualMachine">vm-1</obj>${changes}</objectSet></filterSet></returnval>`,
  );
  if (set === undefined) throw new Error('not XML');
  return applyUpdates(set, known).map((change) => (change.gone ? 'gone' : powerOf(asReadObject(change))));
}

const change = (name: string, value?: string, op = 'assign') =>
  `<changeSet><name>${name}</name><op>${op}</op>${value === undefined ? '' : `<val>${value}</val>`}</changeSet>`;

describe('updates', () => {
  it('add up to a power state, and what is taken away is unknown, never off', () => {
    known.clear();
    expect(apply('modify', change('runtime.connectionState', 'connected'))).toEqual(['unknown']);
    expect(apply('enter', change('runtime.powerState', 'poweredOn') + change('runtime.connectionState', 'connected'))).toEqual(['on']);
    expect(apply('modify', change('runtime.powerState', 'poweredOff'))).toEqual(['off']);
    expect(apply('modify', change('runtime.connectionState', 'disconnected'))).toEqual(['unknown']);
    expect(apply('modify', change('runtime.connectionState', 'connected'))).toEqual(['off']);
    expect(apply('modify', change('runtime.powerState', undefined, 'remove'))).toEqual(['unknown']);
    expect(apply('modify', change('runtime.powerState', 'poweredOff'))).toEqual(['off']);
    expect(apply('modify', change('runtime.powerState'))).toEqual(['unknown']);
    expect(apply('modify', change('runtime.powerState', 'suspended'))).toEqual(['suspended']);
    expect(apply('modify', '<missingSet><path>runtime.powerState</path></missingSet>')).toEqual(['unknown']);
    expect(apply('leave', '')).toEqual(['gone']);
    expect(apply('modify', change('runtime.connectionState', 'connected'))).toEqual(['unknown']);
  });

  it('forget what was before when an object enters anew', () => {
    known.clear();
    apply('enter', change('runtime.powerState', 'poweredOff') + change('runtime.connectionState', 'connected'));
    expect(apply('enter', change('runtime.connectionState', 'connected'))).toEqual(['unknown']);
  });
});
