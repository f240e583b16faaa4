import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schedule } from '../forecast/schedule.js';
import { anOffice, officeConnections } from '../testing/office.js';
import { compile } from './compile.js';
import { actionSchema, planSchema, type Plan } from './plan.js';
import { validatePlan } from './validate.js';

const kinds = actionSchema.options.map((option) => [...option.shape.kind.values][0]!);
const patterns = fc.option(fc.subarray(['file*', 'app01', 'sql01', 'vcsa', 'esx01', 'esx02', 'NAS', 'nosuch'], { maxLength: 3 }), {
  nil: undefined,
});

/** Mostly in a sensible order, so that sound plans come up too; any arrow may be missing or point anywhere. */
const plans = fc
  .record({
    steps: fc.array(
      fc.record({ kind: fc.constantFrom(...kinds), names: patterns, edges: fc.array(fc.nat(), { maxLength: 2 }), isChained: fc.boolean() }),
      { minLength: 1, maxLength: 7 },
    ),
    isSorted: fc.boolean(),
    isForward: fc.boolean(),
  })
  .map(({ steps, isSorted, isForward }): Plan => {
    const drawn = isSorted ? [...steps].sort((a, b) => kinds.indexOf(a.kind) - kinds.indexOf(b.kind)) : steps;
    return planSchema.parse({
      version: 1,
      id: 'p',
      title: 'P',
      ups: ['ups1'],
      steps: drawn.map((step, index) => {
        const others = step.edges.map((edge) => edge % drawn.length).filter((edge) => !isForward || edge < index);
        const chained = (isSorted || step.isChained) && index > 0 ? [index - 1] : [];
        return {
          id: `s${String(index)}`,
          title: `S${String(index)}`,
          action: { kind: step.kind },
          ...(step.names === undefined ? {} : { select: { names: step.names } }),
          after: [...new Set([...others, ...chained])].map((one) => `s${String(one)}`),
          timeoutSeconds: 60,
        };
      }),
    });
  });

const office = anOffice();
const hasErrors = (plan: Plan) =>
  validatePlan(plan, { connections: officeConnections, inventory: office }).some((finding) => finding.severity === 'error');

describe('any plan', () => {
  it('that is found without errors runs to its end: nothing in it waits for ever', () => {
    let sound = 0;
    fc.assert(
      fc.property(plans, (plan) => {
        const isSound = !hasErrors(plan);
        if (!isSound) return;
        sound += 1;
        const { operations } = compile(plan, office, { connections: officeConnections });
        expect(schedule(plan, operations, () => 10)).toHaveLength(operations.length);
      }),
      { numRuns: 5000, seed: 77 },
    );
    expect(sound).toBeGreaterThan(500);
  });

  it('is told in findings with a code and a target, whatever it looks like', () => {
    fc.assert(
      fc.property(plans, (plan) => {
        for (const finding of validatePlan(plan, { connections: [], inventory: office })) {
          expect(finding.code).toMatch(/^plan\/[a-zA-Z]+$/);
          expect(finding.target).not.toBe('');
        }
      }),
      { numRuns: 500, seed: 77 },
    );
  });
});
