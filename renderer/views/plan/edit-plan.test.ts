import { describe, expect, it } from 'vitest';
import { planSchema } from '../../../shared/plan/plan.js';
import { addVmStep, changeStep, isChain, moveStep, removeStep } from './edit-plan.js';

const plan = planSchema.parse({
  version: 1,
  id: 'p',
  title: 'P',
  ups: ['u'],
  steps: [
    { id: 'a', title: 'A', action: { kind: 'shutdownVms' }, timeoutSeconds: 60 },
    { id: 'b', title: 'B', action: { kind: 'shutdownVms' }, after: ['a'], timeoutSeconds: 60 },
    { id: 'c', title: 'C', action: { kind: 'shutdownHosts' }, after: ['b'], timeoutSeconds: 60 },
  ],
});
const order = (one: typeof plan) => one.steps.map((step) => `${step.id}<${step.after.join('+')}`);

describe('editing a plan', () => {
  it('keeps a chain a chain when a step moves', () => {
    expect(isChain(plan)).toBe(true);
    expect(order(moveStep(plan, 'b', 0))).toEqual(['b<', 'a<b', 'c<a']);
    expect(moveStep(plan, 'a', -1)).toBe(plan);
  });

  it('leaves the edges of a graph alone', () => {
    const graph = changeStep(plan, 'c', { after: ['a', 'b'] });
    expect(isChain(graph)).toBe(false);
    expect(order(moveStep(graph, 'b', 0))).toEqual(['b<a', 'a<', 'c<a+b']);
  });

  it('closes the gap of a removed step', () => {
    expect(order(removeStep(plan, 'b'))).toEqual(['a<', 'c<a']);
  });

  it('puts a new group before a step, with an id that is free', () => {
    const once = addVmStep(plan, 'New', 'c');
    expect(order(once)).toEqual(['a<', 'b<a', 'group<b', 'c<group']);
    expect(addVmStep(once, 'New', 'c').steps.map((step) => step.id)).toContain('group-2');
    expect(planSchema.safeParse(once).success).toBe(true);
  });
});
