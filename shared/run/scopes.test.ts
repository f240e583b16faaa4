import { describe, expect, it } from 'vitest';
import type { Operation } from '../plan/operation.js';
import type { TriggerKind } from '../policy/power-state.js';
import { scopesFor } from './scopes.js';

const operation = (kind: Operation['kind'], name: string, ...feeds: readonly string[]): Operation => ({
  id: `${kind}/${name}`,
  stepId: kind,
  kind,
  target: { kind: 'vm', key: name, id: name, name, endpoint: 'vc' },
  timeoutSeconds: 60,
  onTimeout: 'continue',
  retries: 0,
  feeds,
});
const groups = ['storage', 'left', 'right'].map((id) => ({ id, upsIds: [`ups-${id}`], required: 1 }));
const operations = [
  operation('ensureVmOff', 'app', 'left'),
  operation('ensureVmOff', 'db', 'right'),
  operation('ensureMachineOff', 'nas', 'storage'),
  ...groups.map(({ id, upsIds }) => operation('upsOutputOff', upsIds[0] ?? '', id)),
];

/** What begins, in its order, by group: what it stops and tells. */
function begun(trigger: TriggerKind, groupId: string | undefined, onBattery: readonly string[]) {
  const failing = new Set(onBattery.map((id) => `ups-${id}`));
  const facts = { groups, operations, trigger, onBattery: new Set(onBattery), failing, ...(groupId === undefined ? {} : { groupId }) };
  return scopesFor(facts).map((one) => [one.groupId, one.power, one.operations.map(({ target }) => target.name).join(' ')]);
}

describe('what begins with a trigger', () => {
  it('is the supply group that it fired for, and nothing else that is on battery', () => {
    expect(begun('latestSafeStart', 'left', ['left', 'right', 'storage'])).toEqual([['left', 'battery', 'app ups-left']]);
  });

  it('is all that is on battery where it fired for what others need: the storage goes last', () => {
    expect(begun('latestSafeStart', 'storage', ['left', 'storage'])).toEqual([
      ['left', 'battery', 'app ups-left'],
      ['storage', 'battery', 'nas ups-storage'],
    ]);
  });

  it('tells no UPS to go off that is on mains', () => {
    expect(begun('lowBattery', 'left', [])).toEqual([['left', 'mains', 'app']]);
  });

  it('is everything where a person asked, with every UPS, the storage last', () => {
    expect(begun('person', undefined, ['right'])).toEqual([
      ['left', 'mains', 'app ups-left'],
      ['right', 'battery', 'db ups-right'],
      ['storage', 'mains', 'nas ups-storage'],
    ]);
  });
});
