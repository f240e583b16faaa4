import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCycle, orderedSteps, predecessors, stages } from './order.js';
import { planSchema, type Plan } from './plan.js';

const planOf = (arrows: Readonly<Record<string, readonly string[]>>): Plan =>
  planSchema.parse({
    version: 1,
    id: 'p',
    title: 'P',
    ups: ['ups1'],
    steps: Object.entries(arrows).map(([id, after]) => ({
      id,
      title: id,
      action: { kind: 'shutdownVms' },
      after: [...after],
      timeoutSeconds: 60,
    })),
  });

describe('the order of a plan', () => {
  it('puts into one stage what may go at once', () => {
    const plan = planOf({ c: ['a', 'b'], a: [], b: [], d: ['c'], e: [] });
    expect(stages(plan).map((stage) => stage.map((one) => one.id))).toEqual([['a', 'b', 'e'], ['c'], ['d']]);
  });

  it.each([
    ['three', { a: ['c'], b: ['a'], c: ['b'], d: [] }, ['a', 'b', 'c', 'a']],
    ['two', { x: [], a: ['x', 'b'], b: ['a'] }, ['a', 'b', 'a']],
    ['one that waits for itself', { a: ['a'] }, ['a', 'a']],
  ] as const)('names a circle as a path in the order of execution: %s', (_what, arrows, path) => {
    expect(findCycle(planOf(arrows))).toEqual(path);
  });

  it('sees no circle where two ways lead to the same step', () => {
    expect(findCycle(planOf({ a: [], b: ['a'], c: ['a'], d: ['b', 'c'] }))).toBeUndefined();
  });

  it('knows everything a step waits for, near and far', () => {
    expect([...predecessors(planOf({ a: [], b: ['a'], c: ['b'], d: [] }), 'c')].sort()).toEqual(['a', 'b']);
  });

  it('is quick with many ways to the same step', () => {
    const ids = Array.from({ length: 200 }, (_, index) => `s${String(index)}`);
    const ladder = planOf(Object.fromEntries(ids.map((id, index) => [id, ids.slice(Math.max(0, index - 10), index)])));
    expect(findCycle(ladder)).toBeUndefined();
    expect(stages(ladder)).toHaveLength(200);
  });

  it('holds every step once, behind all it waits for, or there is a circle', () => {
    const arrows = fc
      .array(fc.array(fc.nat({ max: 7 }), { maxLength: 2 }), { minLength: 1, maxLength: 8 })
      .map((rows) => Object.fromEntries(rows.map((row, index) => [`s${String(index)}`, row.map((to) => `s${String(to % rows.length)}`)])));
    fc.assert(
      fc.property(arrows, (drawn) => {
        const plan = planOf(drawn);
        const ordered = orderedSteps(plan).map((step) => step.id);
        const cycle = findCycle(plan);
        expect(ordered.length === plan.steps.length).toBe(cycle === undefined);
        for (const [index, id] of ordered.entries())
          for (const before of predecessors(plan, id)) expect(ordered.indexOf(before)).toBeLessThan(index);
        for (const [index, id] of (cycle ?? []).slice(1).entries()) expect(drawn[id]).toContain(cycle?.[index]);
      }),
    );
  });
});
