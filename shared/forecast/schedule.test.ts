import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Operation } from '../plan/operation.js';
import { planSchema, type Plan, type PlanInput } from '../plan/plan.js';
import type { RunEffect, RunEvent } from '../run/run.js';
import { step } from '../run/step.js';
import { Heap } from './heap.js';
import { forecast } from './predict.js';
import { schedule, type Scheduled } from './schedule.js';

interface Drawn {
  readonly plan: Plan;
  readonly operations: readonly Operation[];
  readonly seconds: readonly number[];
}

/** Longer than any drawn duration, so that nothing runs into its limit. */
const limitSeconds = 1000;
const hosts = ['a', 'b', 'c'];

const operation = (id: string, stepId: string, kind: Operation['kind'], target: Partial<Operation['target']> = {}): Operation => ({
  id,
  stepId,
  kind,
  target: { kind: 'vm', key: `thing:${id}`, id, name: id, endpoint: 'e', ...target },
  timeoutSeconds: limitSeconds,
  onTimeout: 'continue',
  retries: 0,
});

const stepOf = (
  id: string,
  kind: string,
  after: readonly string[],
  limits: { readonly parallel: number; readonly perHost: number },
): PlanInput['steps'][number] => ({
  id,
  title: id,
  action: { kind } as PlanInput['steps'][number]['action'],
  after: [...new Set(after)],
  parallel: limits.parallel,
  parallelPerHost: limits.perHost,
  timeoutSeconds: limitSeconds,
});

/** Offices as plans see them: groups of VMs with any arrows, then hosts, machines and UPS, loosely or strictly behind, the workstation last. */
const drawings: fc.Arbitrary<Drawn> = fc
  .record({
    groups: fc.array(
      fc.record({
        parallel: fc.integer({ min: 1, max: 4 }),
        perHost: fc.integer({ min: 1, max: 3 }),
        edges: fc.array(fc.nat(), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 5 },
    ),
    vms: fc.array(fc.record({ group: fc.nat(), host: fc.constantFrom(...hosts, undefined) }), { maxLength: 25 }),
    hostsParallel: fc.integer({ min: 1, max: 3 }),
    isStrict: fc.boolean(),
    isMachineBehindUps: fc.boolean(),
    seconds: fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 40, maxLength: 40 }),
  })
  .map(({ groups, vms, hostsParallel, isStrict, isMachineBehindUps, seconds }): Drawn => {
    const ids = groups.map((_, index) => `g${String(index)}`);
    const limits = { parallel: hostsParallel, perHost: 1 };
    const steps = [
      ...groups.map((group, index) =>
        stepOf(ids[index] ?? '', 'shutdownVms', index === 0 ? [] : group.edges.map((edge) => ids[edge % index] ?? ''), group),
      ),
      stepOf('hosts', 'shutdownHosts', isStrict ? ids : [], limits),
      stepOf('machines', 'shutdownMachines', isMachineBehindUps ? ['ups'] : ['hosts'], limits),
      stepOf('ups', 'upsOutputOff', isStrict ? ['hosts'] : [], limits),
      stepOf('workstation', 'shutdownWorkstation', isStrict ? ['ups'] : [], limits),
    ];
    return {
      plan: planSchema.parse({ version: 1, id: 'p', title: 'P', ups: ['u'], steps }),
      operations: [
        ...vms.map((vm, index) =>
          operation(
            `vm${String(index)}`,
            ids[vm.group % ids.length] ?? '',
            'ensureVmOff',
            vm.host === undefined ? {} : { parent: `host:${vm.host}` },
          ),
        ),
        ...hosts.map((host) => operation(host, 'hosts', 'ensureHostOff', { kind: 'host', key: `host:${host}`, parent: 'cluster:x' })),
        operation('nas', 'machines', 'ensureMachineOff', { kind: 'machine' }),
        operation('switch', 'machines', 'ensureMachineOff', { kind: 'machine' }),
        operation('u', 'ups', 'upsOutputOff', { kind: 'ups' }),
        operation('here', 'workstation', 'workstationOff', { kind: 'workstation' }),
      ],
      seconds,
    };
  });

const secondsIn = ({ operations, seconds }: Drawn) => {
  const byId = new Map(operations.map((one, index) => [one.id, seconds[index] ?? 0]));
  return (one: Operation) => byId.get(one.id) ?? 0;
};
const play = (drawn: Drawn) => schedule(drawn.plan, drawn.operations, secondsIn(drawn));
const endOf = (played: readonly Scheduled[]) => Math.max(0, ...played.map((one) => one.endSeconds));

/** The same plan through the state machine of a real run, with the same durations. */
function playRun(drawn: Drawn): ReadonlyMap<string, readonly [number, number]> {
  const secondsOf = secondsIn(drawn);
  const found = new Map<string, readonly [number, number]>();
  const due = new Heap<RunEvent>();
  const put = (nowMs: number, effects: readonly RunEffect[]) => {
    for (const effect of effects) {
      if (effect.kind !== 'perform') continue;
      const seconds = secondsOf(effect.operation);
      found.set(effect.operation.id, [nowMs / 1000, nowMs / 1000 + seconds]);
      const atMs = nowMs + seconds * 1000;
      due.push({ kind: 'operationEnded', atMs, operationId: effect.operation.id, outcome: { kind: 'done', acted: true, seconds } }, atMs);
    }
  };
  const { plan, operations } = drawn;
  let [state, effects] = step(undefined, {
    kind: 'runStarted',
    atMs: 0,
    runId: 'r',
    plan,
    operations,
    trigger: 'latestSafeStart',
    mode: 'simulation',
    ranBefore: [],
  });
  put(0, effects);
  for (let next = due.pop(); next !== undefined; next = due.pop()) {
    [state, effects] = step(state, next);
    put(state.nowMs, effects);
  }
  expect(state.phase).toBe('finished');
  return found;
}

const settings = { numRuns: 400, seed: 20_260 };

describe('the timeline of any plan', () => {
  it('is the one of the run itself', () => {
    fc.assert(
      fc.property(drawings, (drawn) => {
        const planned = play(drawn).map((one) => [one.operation.id, [one.startSeconds, one.endSeconds]] as const);
        expect(new Map(planned)).toEqual(playRun(drawn));
      }),
      settings,
    );
  });

  it('keeps the arrows, the limits and the gates', () => {
    fc.assert(
      fc.property(drawings, (drawn) => {
        const played = play(drawn);
        expect(played).toHaveLength(drawn.operations.length);
        const startOf = (id: string) => played.find((one) => one.operation.id === id)?.startSeconds ?? -1;
        for (const { id, after, parallel, parallelPerHost } of drawn.plan.steps) {
          const own = played.filter((one) => one.operation.stepId === id);
          const ready = endOf(played.filter((one) => after.includes(one.operation.stepId)));
          for (const one of own) {
            expect(one.startSeconds).toBeGreaterThanOrEqual(ready);
            const during = own.filter((other) => other.startSeconds <= one.startSeconds && other.endSeconds > one.startSeconds);
            expect(during.length).toBeLessThanOrEqual(parallel);
            const beside = during.filter((other) => other.operation.target.parent === one.operation.target.parent);
            if (one.operation.kind === 'ensureVmOff') expect(beside.length).toBeLessThanOrEqual(parallelPerHost);
          }
        }
        for (const host of hosts) {
          const vms = played.filter((one) => one.operation.kind === 'ensureVmOff' && one.operation.target.parent === `host:${host}`);
          expect(startOf(host)).toBeGreaterThanOrEqual(endOf(vms));
        }
        const fed = played.filter((one) => ['ensureVmOff', 'ensureHostOff'].includes(one.operation.kind));
        expect(startOf('u')).toBeGreaterThanOrEqual(endOf(fed));
        expect(startOf('here')).toBe(endOf(played.filter((one) => one.operation.id !== 'here')));
      }),
      settings,
    );
  });

  it('is never shorter than its longest way, nor than its work shared among all hands', () => {
    fc.assert(
      fc.property(drawings, (drawn) => {
        const secondsOf = secondsIn(drawn);
        const end = endOf(play(drawn));
        const longest = new Map<string, number>();
        for (const { id, after, parallel } of [...drawn.plan.steps].sort(
          (a, b) => Number(a.id === 'machines') - Number(b.id === 'machines'),
        )) {
          const own = drawn.operations.filter((one) => one.stepId === id).map(secondsOf);
          const work = own.reduce((sum, one) => sum + one, 0) / parallel;
          const before = Math.max(0, ...after.map((one) => longest.get(one) ?? 0));
          longest.set(id, before + Math.max(work, ...own, 0));
        }
        expect(end).toBeGreaterThanOrEqual(Math.max(...longest.values()) - 1e-9);
      }),
      settings,
    );
  });

  it('is no longer when something takes less time', () => {
    fc.assert(
      fc.property(drawings, fc.array(fc.integer({ min: 0, max: 30 }), { minLength: 40, maxLength: 40 }), (drawn, less) => {
        const shorter = { ...drawn, seconds: drawn.seconds.map((one, index) => Math.max(0, one - (less[index] ?? 0))) };
        expect(endOf(play(shorter))).toBeLessThanOrEqual(endOf(play(drawn)));
      }),
      settings,
    );
  });

  it('is cause after effect backwards to the beginning', () => {
    fc.assert(
      fc.property(drawings, (drawn) => {
        const played = play(drawn);
        const byId = new Map(played.map((one) => [one.operation.id, one]));
        for (const one of played) {
          if (one.enabledBy === undefined) expect(one.startSeconds).toBe(0);
          else expect(byId.get(one.enabledBy)?.endSeconds).toBe(one.startSeconds);
        }
      }),
      settings,
    );
  });
});

describe('the timeline', () => {
  const vms = (count: number, stepId: string) =>
    Array.from({ length: count }, (_, index) => operation(`vm${String(index)}`, stepId, 'ensureVmOff', { parent: 'host:a' }));
  const limits = { parallel: 200, perHost: 100 };

  it('lacks what waits in a circle, and what belongs to no step', () => {
    const circle = planSchema.parse({
      version: 1,
      id: 'p',
      title: 'P',
      ups: ['u'],
      steps: [stepOf('a', 'shutdownVms', ['b'], limits), stepOf('b', 'shutdownVms', ['a'], limits), stepOf('c', 'shutdownVms', [], limits)],
    });
    expect(schedule(circle, vms(3, 'a'), () => 1)).toEqual([]);
    expect(forecast(circle, vms(3, 'a'), new Map(), { runtimeSeconds: 5000 }).verdict).toBe('unknown');
    expect(forecast(circle, vms(3, 'c'), new Map(), { runtimeSeconds: 5000 }).verdict).toBe('safe');
    expect(schedule(circle, [...vms(3, 'c'), operation('x', 'gone', 'ensureVmOff')], () => 1)).toHaveLength(3);
  });

  it('passes through steps that have nothing to do', () => {
    const chain = planSchema.parse({
      version: 1,
      id: 'p',
      title: 'P',
      ups: ['u'],
      steps: [
        stepOf('a', 'shutdownVms', [], limits),
        stepOf('b', 'shutdownVms', ['a'], limits),
        stepOf('c', 'shutdownVms', ['b', 'nosuch'], limits),
      ],
    });
    const played = schedule(chain, [...vms(2, 'a'), operation('last', 'c', 'ensureVmOff')], () => 10);
    expect(played.find((one) => one.operation.id === 'last')?.startSeconds).toBe(10);
  });
});

describe('a heap', () => {
  it('gives the least first, and equals in the order in which they came', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (weights) => {
        const heap = new Heap<readonly [number, number]>();
        for (const [index, weight] of weights.entries()) heap.push([weight, index], weight);
        const given: (readonly [number, number])[] = [];
        for (let next = heap.pop(); next !== undefined; next = heap.pop()) given.push(next);
        expect(given).toEqual(weights.map((weight, index) => [weight, index] as const).sort((a, b) => a[0] - b[0] || a[1] - b[1]));
      }),
    );
  });
});
