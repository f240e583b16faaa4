import { describe, expect, it } from 'vitest';
import type { Operation, Outcome } from '../plan/operation.js';
import { planSchema } from '../plan/plan.js';
import type { RunEffect, RunEvent, RunState } from './run.js';
import { step } from './step.js';

const plan = planSchema.parse({
  version: 1,
  id: 'plan',
  title: 'Plan',
  ups: ['rack', 'desk'],
  steps: [
    { id: 'vms', title: 'VMs', action: { kind: 'shutdownVms' }, timeoutSeconds: 100 },
    { id: 'nas', title: 'NAS', action: { kind: 'shutdownMachines' }, after: ['vms'], timeoutSeconds: 60, beyondPointOfNoReturn: true },
    { id: 'ups', title: 'UPS', action: { kind: 'upsOutputOff' }, after: ['nas'], timeoutSeconds: 20, beyondPointOfNoReturn: true },
    { id: 'bye', title: 'Bye', action: { kind: 'shutdownWorkstation' }, after: ['ups'], timeoutSeconds: 60, beyondPointOfNoReturn: true },
  ],
});

function operation(
  stepId: string,
  kind: Operation['kind'],
  name: string,
  groupId: string,
  feeds: readonly string[] = [groupId],
): Operation {
  const { timeoutSeconds, onTimeout, retries } = plan.steps.find((one) => one.id === stepId)!;
  const target = { kind: 'vm' as const, key: name, id: name, name, endpoint: 'vc' };
  return { id: `${stepId}/${kind}/${name}/${groupId}`, stepId, kind, target, timeoutSeconds, onTimeout, retries, method: 'guest', feeds };
}

const supplies = { spare: {}, failing: ['rack', 'desk'], onMains: [], silent: [], returning: [] };
const acted: Outcome = { kind: 'done', acted: true, seconds: 5 };

/** Supply groups that go down beside each other, the first beginning; played by hand. */
class Play {
  state: RunState;
  effects: RunEffect[];
  private nowMs = 0;

  constructor(groups: Readonly<Record<string, readonly Operation[]>>) {
    const [first, ...rest] = Object.entries(groups).map(([groupId, operations]) => ({ groupId, operations }));
    const about = { atMs: 0, plan, trigger: 'latestSafeStart', ranBefore: [] } as const;
    [this.state, this.effects] = step(undefined, { ...about, kind: 'runStarted', runId: 'r', mode: 'live', supplies, ...first! });
    for (const one of rest) this.tell({ ...about, kind: 'groupJoined', ...one });
  }
  tell(event: RunEvent): this {
    [this.state, this.effects] = step(this.state, event);
    return this;
  }
  /** Ends what is under way of these targets, one after the other. */
  end(...names: readonly string[]): this {
    for (const name of names) {
      const one = this.state.operations.find(({ operation, status }) => operation.target.name === name && status === 'inFlight');
      if (one === undefined) throw new Error(`${name} is not under way`);
      this.nowMs += 1000;
      this.tell({ kind: 'operationEnded', atMs: this.nowMs, operationId: one.operation.id, outcome: acted });
    }
    return this;
  }
  performed(): readonly string[] {
    return this.effects.flatMap((one) => (one.kind === 'perform' ? [one.operation.target.name] : []));
  }
  underWay(): readonly string[] {
    return this.state.operations.flatMap(({ operation, status }) => (status === 'inFlight' ? [operation.target.name] : []));
  }
}

describe('supply groups that go down beside each other', () => {
  const both = ['a', 'b'];
  const office = {
    a: [operation('vms', 'ensureVmOff', 'app', 'a'), operation('ups', 'upsOutputOff', 'rack', 'a', both)],
    c: [operation('ups', 'upsOutputOff', 'desk', 'c'), operation('bye', 'workstationOff', 'self', 'c')],
    b: [operation('vms', 'ensureVmOff', 'db', 'b'), operation('ups', 'upsOutputOff', 'rack', 'b', both)],
  };

  it('tell the UPS that feeds several of them once, when the last is down, and the coordinator’s own not before', () => {
    const play = new Play(office);
    expect(play.underWay()).toEqual(['app', 'db']);
    expect(play.end('db').performed()).toEqual([]);
    expect([...play.end('app').performed()].sort()).toEqual(['desk', 'rack']);
    expect(play.underWay().filter((name) => name === 'rack')).toHaveLength(1);
  });

  it('let the coordinator go in the very moment in which the last of them has nothing left to do', () => {
    const play = new Play(office).end('db', 'app', 'desk');
    expect(play.performed()).toEqual([]);
    // The other's command to the same UPS is needless by this one, and only by that is the workstation the last.
    expect(play.end('rack').performed()).toEqual(['self']);
    expect(play.end('self').state.phase).toBe('finished');
  });

  it('keep storage up until what the plan stops before it is down on every UPS', () => {
    const play = new Play({ ...office, d: [operation('nas', 'ensureMachineOff', 'nas', 'd')] });
    expect(play.end('app').performed()).toEqual([]);
    expect(play.end('db').performed()).toContain('nas');
  });
});
