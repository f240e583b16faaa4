import { describe, expect, it } from 'vitest';
import { emptySnapshot, type Snapshot } from '../snapshot/snapshot.js';
import { holds, isAvailable } from './conditions.js';
import { commandTable, type Command } from './table.js';

const idle: Snapshot = { ...emptySnapshot, office: 'onMains' };
const plans = [{ plan: {}, findings: [], active: true }] as unknown as Snapshot['plans'];
const runIn = (phase: string) => ({ phase }) as unknown as NonNullable<Snapshot['run']>;
const command = (id: string): Command => commandTable.find((one) => one.id === id)!;

describe('conditions of commands', () => {
  it('an observer is offered nothing that starts, arms or postpones', () => {
    const snapshot: Snapshot = { ...idle, plans, countdown: { trigger: 'runtimeBelow', secondsLeft: 60, canPostpone: true } };
    for (const id of ['run.start', 'run.postpone', 'run.cancel', 'plan.arm', 'plan.disarm'])
      expect(isAvailable(command(id), snapshot), id).toBe(false);
  });
  it('a coordinator may start a run once and cancel it while it runs', () => {
    const coordinator: Snapshot = { ...idle, role: 'coordinator', plans };
    expect(isAvailable(command('run.start'), coordinator)).toBe(true);
    expect(isAvailable(command('run.cancel'), coordinator)).toBe(false);
    for (const phase of ['running', 'beyond', 'aborting', 'restoring']) {
      const running = { ...coordinator, run: runIn(phase) };
      expect(isAvailable(command('run.start'), running), phase).toBe(false);
      // Beyond the point of no return nothing can be called off, so nothing offers to.
      expect(isAvailable(command('run.cancel'), running), phase).toBe(phase !== 'beyond');
    }
  });
  it('a run that is over does not stand in the way of the next one', () => {
    for (const phase of ['finished', 'aborted', 'restored', 'interrupted'])
      expect(holds('noRun', { ...idle, run: runIn(phase) }), phase).toBe(true);
  });
  it('a plan counts only when it is the active one', () => {
    expect(holds('hasPlan', { ...idle, plans: plans.map((view) => ({ ...view, active: false })) })).toBe(false);
    expect(holds('hasPlan', { ...idle, plans })).toBe(true);
  });
});
