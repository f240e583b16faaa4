import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compile } from '../plan/compile.js';
import type { Operation } from '../plan/operation.js';
import { planSchema, type Plan } from '../plan/plan.js';
import { instantiateTemplate } from '../plan/templates.js';
import { anOffice, aVm, officeConnections, officeWords } from '../testing/office.js';
import { learnedSeconds, durationKey } from './learned.js';
import { forecast } from './predict.js';
import { schedule } from './schedule.js';

const office = anOffice();
const plan = instantiateTemplate('haCluster', {
  id: 'office',
  title: 'Office',
  ups: ['ups1'],
  connections: officeConnections,
  inventory: office,
  words: officeWords,
});
const { operations } = compile(plan, office, { connections: officeConnections });
const learnedAll = (seconds: number) => new Map(operations.map((one) => [durationKey(one), { seconds, observations: 3 }]));

describe('the forecast', () => {
  it('counts what was never seen with its whole limit, and that of the forced attempt where the plan forces', () => {
    const prediction = forecast(plan, operations, new Map(), { runtimeSeconds: 5000 });
    expect(prediction.neededSeconds).toBe(30 + 60 + (120 + 60) + (180 + 60) + (300 + 60) + (300 + 60) + (240 + 240) + 180 + 30 + 60);
    expect(prediction.steps.every((step) => step.basis === 'configured')).toBe(true);
  });

  it('does not call a plan safe whose forced attempt would outlast the battery', () => {
    const forced = { ...plan, marginSeconds: 0, steps: plan.steps.filter((step) => step.action.kind === 'shutdownHosts') };
    const hosts = operations.filter((one) => one.kind === 'ensureHostOff');
    const limit = Math.max(...hosts.map((one) => one.timeoutSeconds));
    expect(hosts.every((one) => one.onTimeout === 'force')).toBe(true);
    const short = forecast(forced, hosts, new Map(), { runtimeSeconds: limit + 10 });
    expect(short.verdict).toBe('unsafe');
    expect(short.targets.map((one) => one.limitEndSeconds)).toEqual(hosts.map(() => 2 * limit));
    const patient = hosts.map((one) => ({ ...one, onTimeout: 'continue' as const }));
    expect(forecast(forced, patient, new Map(), { runtimeSeconds: limit + 10 }).verdict).toBe('safe');
  });

  it('counts what was learned, but never more than the limit', () => {
    expect(forecast(plan, operations, learnedAll(10), { runtimeSeconds: 5000 }).neededSeconds).toBe(100);
    const slow = forecast(plan, operations, learnedAll(9999), {}).neededSeconds;
    expect(slow).toBe(forecast(plan, operations, new Map(), {}).neededSeconds);
  });

  it.each([
    [1000, 'safe'],
    [150, 'tight'],
    [99, 'unsafe'],
    [undefined, 'unknown'],
  ] as const)('with %s s of runtime it is %s', (runtimeSeconds, verdict) => {
    const prediction = forecast(plan, operations, learnedAll(10), runtimeSeconds === undefined ? {} : { runtimeSeconds });
    expect(prediction.verdict).toBe(verdict);
    expect(prediction.marginSeconds).toBe(runtimeSeconds === undefined ? undefined : runtimeSeconds - 100);
  });

  it('knows nothing where nothing was found', () => {
    expect(forecast(plan, [], new Map(), { runtimeSeconds: 100 }).verdict).toBe('unknown');
  });

  it('tells the point of no return', () => {
    const prediction = forecast(plan, operations, learnedAll(10), { runtimeSeconds: 1000 });
    expect(prediction.pointOfNoReturnSeconds).toBe(60);
  });

  it('names the steps that make it long', () => {
    const graph: Plan = planSchema.parse({
      version: 1,
      id: 'p',
      title: 'P',
      ups: ['ups1'],
      steps: [
        { id: 'quick', title: 'Quick', action: { kind: 'shutdownVms' }, select: { names: ['app01'] }, timeoutSeconds: 20 },
        { id: 'slow', title: 'Slow', action: { kind: 'shutdownVms' }, select: { names: ['sql01'] }, timeoutSeconds: 200 },
        { id: 'hosts', title: 'Hosts', action: { kind: 'shutdownHosts' }, after: ['quick', 'slow'], timeoutSeconds: 100 },
      ],
    });
    const compiled = compile(graph, office, { connections: officeConnections });
    expect(forecast(graph, compiled.operations, new Map(), {}).criticalPath).toEqual(['slow', 'hosts']);
  });
});

describe('limits', () => {
  const many = anOffice({
    vms: Array.from({ length: 40 }, (_, index) => aVm(`x${String(index)}`, { host: index % 2 === 0 ? 'host-1' : 'host-2' })),
  });
  const limited = (parallel: number, parallelPerHost: number): Plan => ({
    ...plan,
    steps: plan.steps.map((step) => (step.id === 'others' ? { ...step, parallel, parallelPerHost } : step)),
  });
  const seconds = (parallel: number, perHost: number) => {
    const one = limited(parallel, perHost);
    const found = compile(one, many, { connections: officeConnections }).operations.filter((operation) => operation.stepId === 'others');
    return schedule(one, found, () => 10).reduce((end, each) => Math.max(end, each.endSeconds), 0);
  };

  it('hold in all and per host', () => {
    expect(seconds(40, 40)).toBe(10);
    expect(seconds(10, 40)).toBe(40);
    expect(seconds(40, 2)).toBe(100);
    expect(seconds(1, 1)).toBe(400);
  });
});

describe('any plan', () => {
  const graphs = fc
    .record({
      steps: fc.array(
        fc.record({
          parallel: fc.integer({ min: 1, max: 4 }),
          perHost: fc.integer({ min: 1, max: 3 }),
          edges: fc.array(fc.nat(), { maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      vms: fc.array(fc.record({ step: fc.nat(), host: fc.constantFrom('a', 'b', 'c'), seconds: fc.integer({ min: 0, max: 50 }) }), {
        minLength: 1,
        maxLength: 30,
      }),
    })
    .map(({ steps, vms }) => {
      const drawn: Plan = planSchema.parse({
        version: 1,
        id: 'p',
        title: 'P',
        ups: ['u'],
        steps: steps.map((step, index) => ({
          id: `s${String(index)}`,
          title: 'S',
          action: { kind: 'shutdownVms' },
          after: index === 0 ? [] : [...new Set(step.edges.map((edge) => `s${String(edge % index)}`))],
          parallel: step.parallel,
          parallelPerHost: step.perHost,
          timeoutSeconds: 100,
        })),
      });
      const made = vms.map((vm, index): Operation => ({
        id: String(index),
        stepId: `s${String(vm.step % steps.length)}`,
        kind: 'ensureVmOff',
        target: { kind: 'vm', key: `vm:${String(index)}`, id: String(index), name: String(index), endpoint: 'e', parent: vm.host },
        timeoutSeconds: 100,
        onTimeout: 'continue',
        retries: 0,
      }));
      return { drawn, made, secondsOf: (operation: Operation) => vms[Number(operation.id)]?.seconds ?? 0 };
    });

  it('respects its arrows and limits, and is no shorter than its work allows', () => {
    fc.assert(
      fc.property(graphs, ({ drawn, made, secondsOf }) => {
        const played = schedule(drawn, made, secondsOf);
        expect(played.length).toBe(made.length);
        const end = Math.max(...played.map((one) => one.endSeconds));
        for (const step of drawn.steps) {
          const own = played.filter((one) => one.operation.stepId === step.id);
          for (const before of step.after) {
            const finished = Math.max(0, ...played.filter((one) => one.operation.stepId === before).map((one) => one.endSeconds));
            for (const one of own) expect(one.startSeconds).toBeGreaterThanOrEqual(finished);
          }
          for (const one of own) {
            const during = own.filter((other) => other.startSeconds <= one.startSeconds && other.endSeconds > one.startSeconds);
            expect(during.length).toBeLessThanOrEqual(step.parallel);
            expect(during.filter((other) => other.operation.target.parent === one.operation.target.parent).length).toBeLessThanOrEqual(
              step.parallelPerHost,
            );
          }
          const work = own.reduce((sum, one) => sum + secondsOf(one.operation), 0);
          expect(end).toBeGreaterThanOrEqual(work / step.parallel - 1e-9);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('learning', () => {
  it('plans with the slowest of the last ten and a reserve', () => {
    expect(learnedSeconds([40])).toBe(50);
    expect(learnedSeconds([10, 20, 30])).toBe(33);
    expect(learnedSeconds([1000, ...Array.from({ length: 10 }, () => 10)])).toBe(11);
    expect(learnedSeconds([0])).toBe(1);
  });

  it('knows a VM by its uuid, so that renaming loses nothing', () => {
    const vm = operations.find((one) => one.target.name === 'sql01')!;
    expect(durationKey(vm)).toBe('ensureVmOff/uuid-sql01');
  });
});
