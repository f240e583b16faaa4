import { describe, expect, it } from 'vitest';
import { compile } from '../plan/compile.js';
import { planSchema } from '../plan/plan.js';
import type { OperationState, RunPhase } from '../run/run.js';
import { anOffice, aVm } from '../testing/office.js';
import { durationKey } from './learned.js';
import { remaining } from './remaining.js';

const plan = planSchema.parse({
  version: 1,
  id: 'p',
  title: 'P',
  ups: ['u'],
  steps: [
    { id: 'apps', title: 'Apps', action: { kind: 'shutdownVms' }, select: { names: ['app01'] }, timeoutSeconds: 120, onTimeout: 'force' },
    {
      id: 'databases',
      title: 'DB',
      action: { kind: 'shutdownVms' },
      select: { names: ['sql01'] },
      after: ['apps'],
      timeoutSeconds: 200,
      onTimeout: 'force',
    },
    {
      id: 'hosts',
      title: 'Hosts',
      action: { kind: 'shutdownHosts' },
      after: ['databases'],
      timeoutSeconds: 100,
      onTimeout: 'continue',
      beyondPointOfNoReturn: true,
    },
  ],
});
const { operations } = compile(plan, anOffice({ vms: [aVm('app01'), aVm('sql01')] }), { connections: [] });
const learned = new Map(operations.map((one) => [durationKey(one), { seconds: 40, observations: 3 }]));
const ofStep = (stepId: string, over: Partial<OperationState>) =>
  operations
    .filter((one) => one.stepId === stepId)
    .map((operation): OperationState => ({ operation, status: 'waiting', attempt: 1, ...over }));
const run = (apps: Partial<OperationState>, phase: RunPhase = 'running') => ({
  plan,
  phase,
  operations: [...ofStep('apps', apps), ...ofStep('databases', {}), ...ofStep('hosts', {})],
});

describe('what a run still needs', () => {
  it('is the whole plan at its beginning', () => {
    expect(remaining(run({}), learned, 0)).toEqual({ neededSeconds: 120, pointOfNoReturnSeconds: 80 });
  });

  it('is less by what is done, and by the time that what is under way has had', () => {
    expect(remaining(run({ status: 'inFlight', startedAtMs: 0 }), learned, 15_000)).toEqual({
      neededSeconds: 105,
      pointOfNoReturnSeconds: 65,
    });
    expect(remaining(run({ status: 'done', startedAtMs: 0, endedAtMs: 20_000 }), learned, 20_000)?.neededSeconds).toBe(80);
    expect(remaining(run({ status: 'skipped' }), learned, 20_000)?.neededSeconds).toBe(80);
  });

  it('counts what takes longer than it ever did with all that it may still take', () => {
    // Its limit of 120 s and the forced attempt's 60 s, of which 50 s are gone.
    expect(remaining(run({ status: 'inFlight', startedAtMs: 0 }), learned, 50_000)?.neededSeconds).toBe(130 + 80);
    expect(remaining(run({ status: 'forcing', startedAtMs: 0, limitAtMs: 180_000 }), learned, 150_000)?.neededSeconds).toBe(30 + 80);
    expect(remaining(run({ status: 'inFlight', startedAtMs: 0 }), learned, 500_000)?.neededSeconds).toBe(80);
  });

  it('counts what was never measured with its limit', () => {
    expect(remaining(run({ status: 'done' }), new Map(), 0)?.neededSeconds).toBe(200 + 60 + 100);
  });

  it('tells no point of no return that is passed, and nothing where nothing is being stopped', () => {
    const beyond = { ...run({ status: 'done' }, 'beyond'), passedPointOfNoReturnAtMs: 1000 };
    expect(remaining(beyond, learned, 2000)).toEqual({ neededSeconds: 80 });
    for (const phase of ['finished', 'aborting', 'aborted', 'restoring', 'restored', 'interrupted'] as const) {
      expect(remaining(run({}, phase), learned, 0)).toBeUndefined();
    }
  });
});
