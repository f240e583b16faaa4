import { describe, expect, it } from 'vitest';
import { planSchema, type Step } from '../../../shared/plan/plan.js';
import {
  addVmStep,
  changeStep,
  isChain,
  isWithin,
  moveStep,
  removeStep,
  selectFor,
  stepKeys,
  withNames,
  withRest,
  withTags,
  withVcenterNames,
} from './edit-plan.js';

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
    expect(once.steps.find((step) => step.id === 'group')?.select).toEqual({ names: [] });
  });

  it.each([
    [{ names: ['a'] }, [], { names: [] }],
    [{ names: ['a'], except: ['b'] }, [], { names: [], except: ['b'] }],
    [{ tags: ['gold'] }, ['a'], { tags: ['gold'], names: ['a'] }],
    [{ rest: true, names: ['a'] }, [], { rest: true }],
    [undefined, ['a'], { names: ['a'], rest: true }],
    [{ except: ['b'] }, ['a'], { except: ['b'], names: ['a'], rest: true }],
    [{}, [], { names: [] }],
  ])('names in %j replaced by %j leave alone what is taken besides', (select, names, wanted) => {
    expect(withNames(select, names)).toEqual(wanted);
  });

  it.each([
    [{ names: ['a'], except: ['b'] }, ['gold'], { names: ['a'], except: ['b'], tags: ['gold'] }],
    [undefined, ['gold'], { tags: ['gold'], rest: true }],
    [{ tags: ['gold'], rest: true }, [], { rest: true }],
    [{ tags: ['gold'] }, ['silver'], { tags: ['silver'] }],
    // What was narrow stays narrow without its last tag.
    [{ tags: ['gold'] }, [], { names: [] }],
    [{ names: ['a'], tags: ['gold'] }, [], { names: ['a'] }],
  ])('tags in %j replaced by %j leave alone what is taken besides', (select, tags, wanted) => {
    expect(withTags(select, tags)).toEqual(wanted);
  });

  it.each([
    [undefined, false, { names: [] }],
    [{ rest: true, names: ['a'] }, false, { names: ['a'] }],
    [{ except: ['b'] }, false, { except: ['b'], names: [] }],
    [{ names: [] }, true, { rest: true }],
    [{ names: ['a'] }, true, { names: ['a'], rest: true }],
  ])('takes what is left only when a person says so: %j, %j', (select, isWanted, wanted) => {
    expect(withRest(select, isWanted)).toEqual(wanted);
  });

  it('takes only numbers that the plan takes', () => {
    expect([undefined, 4, 5, 7200, 7201].map((value) => isWithin(value, 5, 7200))).toEqual([false, false, true, true, false]);
  });

  it('tells steps apart that have the same id in a file', () => {
    const twice = { ...plan, steps: [...plan.steps, plan.steps[0]!] };
    expect(stepKeys(twice)).toEqual(['a', 'b', 'c', 'a#3']);
  });

  it('is as it was once a selection is edited back', () => {
    const steps = plan.steps.map(({ id, ...others }): Step => ({ id, select: { names: ['a'] }, ...others }));
    const before = { ...plan, steps };
    const back = selectFor(selectFor(before, 'a', { names: ['b'] }), 'a', { names: ['a'] });
    expect(JSON.stringify(back)).toBe(JSON.stringify(before));
  });

  it('names the VM that vCenter runs in, and leaves it to be found again', () => {
    const named = selectFor(plan, 'c', withVcenterNames(undefined, ['vcsa']));
    expect(named.steps[2]?.select).toEqual({ names: ['vcsa'] });
    expect('select' in (selectFor(named, 'c', withVcenterNames(named.steps[2]?.select, [])).steps[2] ?? {})).toBe(false);
    expect(withVcenterNames({ tags: ['vCenter'], names: ['vcsa'] }, [])).toEqual({ tags: ['vCenter'] });
  });
});
