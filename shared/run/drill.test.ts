import { describe, expect, it } from 'vitest';
import { drillOf } from '../plan/drill.js';
import type { Operation, Outcome } from '../plan/operation.js';
import { planSchema, type PlanInput } from '../plan/plan.js';
import { mayRestore, mayStartRun } from './authority.js';
import { beginningAfter } from './beginning.js';
import type { RunEvent, RunState } from './run.js';
import { isRunOver, mayGoForwardAgain, step } from './step.js';

const steps: PlanInput['steps'] = [
  { id: 'apps', title: 'Apps', action: { kind: 'shutdownVms' }, timeoutSeconds: 100, onTimeout: 'force' },
  { id: 'hosts', title: 'Hosts', action: { kind: 'shutdownHosts' }, after: ['apps'], timeoutSeconds: 200, beyondPointOfNoReturn: true },
];
const plan = planSchema.parse({ version: 1, id: 'plan', title: 'Plan', ups: ['ups'], steps });
const operation = (stepId: string, kind: Operation['kind'], name: string): Operation => ({
  id: `${stepId}/${kind}/${name}`,
  stepId,
  kind,
  target: { kind: kind === 'ensureHostOff' ? 'host' : 'vm', key: name, id: name, name, endpoint: 'vc' },
  timeoutSeconds: 100,
  onTimeout: 'force',
  retries: 0,
  method: 'guest',
});
const office = [
  operation('apps', 'ensureVmOff', 'app1'),
  operation('apps', 'ensureVmOff', 'app2'),
  operation('hosts', 'ensureHostOff', 'host1'),
];
const done: Outcome = { kind: 'done', acted: true, seconds: 5 };

/** A drill of app1, told events one after the other. */
function drilling(vms: readonly string[] = ['app1']) {
  const drill = drillOf(plan, office, { kind: 'vms', vms });
  if (!drill.ok) throw new Error(drill.failure.code);
  let nowMs = 0;
  let state: RunState | undefined;
  const events: RunEvent[] = [];
  const sent: string[] = [];
  const told: string[] = [];
  const tell = (event: { kind: RunEvent['kind'] } & Record<string, unknown>) => {
    nowMs += 1000;
    const full = { atMs: nowMs, ...event } as unknown as RunEvent;
    events.push(full);
    const [next, effects] = step(state, full);
    state = next;
    for (const effect of effects) {
      if (effect.kind === 'perform') sent.push(`${effect.how} ${effect.operation.id}`);
      if (effect.kind === 'tell') told.push(effect.event.kind === 'runStarted' ? `runStarted ${effect.event.trigger}` : effect.event.kind);
    }
    return next;
  };
  const ended = (operationId: string, outcome: Outcome = done) => tell({ kind: 'operationEnded', operationId, outcome });
  tell({ kind: 'runStarted', runId: 'r', ...drill.value, trigger: 'drill', mode: 'live', ranBefore: ['app1', 'app2', 'host1'] });
  return {
    tell,
    ended,
    sent,
    told,
    run: () => state!,
    began: () => events.reduce<ReturnType<typeof beginningAfter>>(beginningAfter, undefined),
  };
}
const overtaking = { kind: 'triggered', trigger: 'latestSafeStart', plan, operations: office, ranBefore: [] } as const;

describe('a drill as a run', () => {
  it('shuts the VM down, starts it again, and is over', () => {
    const play = drilling();
    expect(play.run().power).toBe('mains');
    expect(play.ended('apps/ensureVmOff/app1').phase).toBe('finished');
    expect(isRunOver(play.run())).toBe(false);
    expect(play.tell({ kind: 'restoreAllowed' }).phase).toBe('restoring');
    expect(play.ended('restore/ensureVmOn/app1').phase).toBe('restored');
    expect(play.sent).toEqual(['gentle apps/ensureVmOff/app1', 'gentle restore/ensureVmOn/app1']);
  });

  it('never forces a guest that does not go, and starts it again should it go later', () => {
    const play = drilling();
    play.tell({ kind: 'ticked', atMs: 200_000 });
    expect(play.run()).toMatchObject({ phase: 'finished', operations: [{ status: 'timedOut' }] });
    play.tell({ kind: 'restoreAllowed', atMs: 201_000 });
    expect(play.run().restore).toMatchObject([{ operation: { kind: 'ensureVmOn', toldToStop: true } }]);
    expect(play.sent.filter((one) => one.startsWith('force'))).toEqual([]);
  });

  it('stops nothing more when power is lost, and comes back with it', () => {
    const play = drilling(['app1', 'app2']);
    play.tell({ kind: 'powerLost' });
    expect(play.run().phase).toBe('aborting');
    play.ended('apps/ensureVmOff/app1');
    expect(play.ended('apps/ensureVmOff/app2').phase).toBe('aborted');
    play.tell({ kind: 'powerReturned' });
    expect(play.tell({ kind: 'restoreAllowed' }).restore.map((one) => one.operation.target.name)).toEqual(['app1', 'app2']);
  });

  it('goes on starting what it stopped when power is lost meanwhile: whether it goes down again is for a trigger to say', () => {
    const play = drilling();
    play.ended('apps/ensureVmOff/app1');
    play.tell({ kind: 'restoreAllowed' });
    expect(play.tell({ kind: 'powerLost' }).phase).toBe('restoring');
    expect(play.ended('restore/ensureVmOn/app1').phase).toBe('restored');
  });

  it.each<[string, (play: ReturnType<typeof drilling>) => void]>([
    ['shuts down', () => undefined],
    ['is being stopped', (play) => play.tell({ kind: 'powerLost' })],
    ['is done and waits', (play) => play.ended('apps/ensureVmOff/app1')],
    ['is done and power is lost', (play) => [play.ended('apps/ensureVmOff/app1'), play.tell({ kind: 'powerLost' })]],
    ['starts again', (play) => [play.ended('apps/ensureVmOff/app1'), play.tell({ kind: 'restoreAllowed' })]],
  ])('gives way to a trigger while it %s: the whole plan goes down, and what the drill stopped comes back with the rest', (_, before) => {
    const play = drilling();
    before(play);
    expect(mayGoForwardAgain(play.run())).toBe(true);
    play.tell(overtaking);
    expect(play.run()).toMatchObject({ phase: 'running', trigger: 'latestSafeStart', power: 'battery' });
    expect(play.told.at(-1) === 'runFinished').toBe(false);
    expect(play.told).toContain('runStarted latestSafeStart');
    // What was being started is seen through first; then it goes down like the others.
    if (play.run().restore.some((one) => one.status === 'inFlight')) play.ended('restore/ensureVmOn/app1');
    play.ended('apps/ensureVmOff/app1', { kind: 'done', acted: false, seconds: 0 });
    play.ended('apps/ensureVmOff/app2');
    expect(play.run().phase).toBe('beyond');
    expect(play.ended('hosts/ensureHostOff/host1')).toMatchObject({ phase: 'finished', isDownInThisOutage: true });
    expect(mayGoForwardAgain(play.run())).toBe(false);
    expect(play.run().stopped.map((one) => one.target.name)).toContain('host1');
    expect(play.began()).toMatchObject({ trigger: 'latestSafeStart' });
  });

  it('remembers what it had told to stop when it is overtaken, so that it comes back', () => {
    const play = drilling();
    play.tell(overtaking);
    expect(play.run().stopped.map((one) => one.target.name)).toEqual(['app1']);
  });

  it('that a person overtakes on mains is that person’s shutdown', () => {
    const play = drilling();
    play.tell({ ...overtaking, trigger: 'person' });
    expect(play.run()).toMatchObject({ trigger: 'person', power: 'mains', phase: 'running' });
    expect(play.began()).toEqual({ runId: 'r', trigger: 'person', power: 'mains' });
  });

  it('turns back after a crash in its midst: what it told to stop is looked at and started again', () => {
    const play = drilling(['app1', 'app2']);
    play.tell({ kind: 'resumed', power: 'mains' });
    expect(play.run().phase).toBe('aborted');
    expect(play.tell({ kind: 'restoreAllowed' }).restore.map((one) => one.operation.target.name)).toEqual(['app1', 'app2']);
    expect(play.sent.filter((one) => one.includes('ensureVmOff'))).toHaveLength(2);
  });

  it('turns back also after a crash whose restart took long', () => {
    const play = drilling();
    play.tell({ kind: 'resumed', power: 'mains', atMs: 3_600_000 });
    expect(play.run().phase).toBe('aborted');
  });

  it('may be begun by one who is not armed, and never by an observer', () => {
    expect(mayStartRun({ role: 'coordinator', armed: false }, 'drill').ok).toBe(true);
    expect(mayStartRun({ role: 'observer', armed: true }, 'drill').ok).toBe(false);
  });

  it('comes back on stable mains whatever the charge, and not without', () => {
    const { plan: own } = drilling().run();
    expect(mayRestore(own, { isMainsStable: true })).toBe(true);
    expect(mayRestore(own, { isMainsStable: false, chargePercent: 100 })).toBe(false);
  });
});
