import { describe, expect, it } from 'vitest';
import type { Operation, Outcome } from '../plan/operation.js';
import { planSchema, type Plan, type PlanInput } from '../plan/plan.js';
import { message } from '../text/message.js';
import { nextDueMs } from './due.js';
import { notRestored } from './report.js';
import { replay } from './replay.js';
import { compileRestore } from './restore.js';
import type { RunEffect, RunEvent, RunState } from './run.js';
import { isRunOver, mayGoForwardAgain, step } from './step.js';

const steps: PlanInput['steps'] = [
  { id: 'prepare', title: 'Prepare', action: { kind: 'prepareCluster' }, timeoutSeconds: 30 },
  { id: 'apps', title: 'Apps', action: { kind: 'shutdownVms' }, after: ['prepare'], timeoutSeconds: 100, onTimeout: 'force', parallel: 2 },
  { id: 'data', title: 'Data', action: { kind: 'shutdownVms' }, after: ['apps'], timeoutSeconds: 100 },
  { id: 'vcenter', title: 'vCenter', action: { kind: 'shutdownVcenter' }, after: ['data'], timeoutSeconds: 100 },
  { id: 'hosts', title: 'Hosts', action: { kind: 'shutdownHosts' }, after: ['vcenter'], timeoutSeconds: 200, beyondPointOfNoReturn: true },
  { id: 'nas', title: 'NAS', action: { kind: 'shutdownMachines' }, after: ['hosts'], timeoutSeconds: 60 },
  { id: 'ups', title: 'UPS', action: { kind: 'upsOutputOff' }, after: ['nas'], timeoutSeconds: 20 },
  { id: 'self', title: 'Self', action: { kind: 'shutdownWorkstation' }, after: ['ups'], timeoutSeconds: 60 },
];

function planOf(change: Partial<PlanInput> = {}): Plan {
  return planSchema.parse({ version: 1, id: 'plan', title: 'Plan', ups: ['ups'], steps, ...change });
}

function operation(stepId: string, kind: Operation['kind'], name: string, parent?: string): Operation {
  const found = planOf().steps.find((one) => one.id === stepId)!;
  const target = { kind: 'vm' as const, key: name, id: name, name, endpoint: 'vc', ...(parent === undefined ? {} : { parent }) };
  const { timeoutSeconds, onTimeout, retries } = found;
  return { id: `${stepId}/${kind}/${name}`, stepId, kind, target, timeoutSeconds, onTimeout, retries, method: 'guest' };
}

const office: readonly Operation[] = [
  operation('prepare', 'prepareCluster', 'cluster'),
  operation('apps', 'ensureVmOff', 'app1', 'host1'),
  operation('apps', 'ensureVmOff', 'app2', 'host1'),
  operation('apps', 'ensureVmOff', 'app3', 'host2'),
  operation('data', 'ensureVmOff', 'db', 'host2'),
  operation('vcenter', 'ensureVmOff', 'vcsa', 'host1'),
  operation('hosts', 'ensureHostOff', 'host1'),
  operation('hosts', 'ensureHostOff', 'host2'),
  operation('nas', 'ensureMachineOff', 'nas'),
  operation('ups', 'upsOutputOff', 'ups'),
  operation('self', 'workstationOff', 'self'),
];

const earlier = { haEnabled: true, haHostMonitoring: 'enabled', drsEnabled: true, drsBehavior: 'fullyAutomated' } as const;
const acted: Outcome = { kind: 'done', acted: true, seconds: 5 };
const wasSo: Outcome = { kind: 'done', acted: false, seconds: 0 };
const lost: Outcome = { kind: 'failed', code: 'vsphere/unreachable', message: message('run.failure.stopped'), retryable: true };
const refused: Outcome = { kind: 'failed', code: 'vsphere/denied', message: message('run.failure.stopped'), retryable: false };

/** A run played by hand: tells events and remembers effects. */
class Play {
  state: RunState;
  effects: RunEffect[] = [];
  readonly events: RunEvent[] = [];
  nowMs = 0;

  constructor(plan: Plan = planOf(), operations: readonly Operation[] = office, more: Partial<RunEvent & { kind: 'runStarted' }> = {}) {
    const start: RunEvent = {
      kind: 'runStarted',
      atMs: 0,
      runId: 'r',
      plan,
      operations,
      trigger: 'latestSafeStart',
      mode: 'live',
      ranBefore: [],
      ...more,
    };
    this.events.push(start);
    [this.state, this.effects] = step(undefined, start);
  }
  tell(event: { kind: Exclude<RunEvent['kind'], 'runStarted'> } & Record<string, unknown>): this {
    const full = { atMs: this.nowMs, ...event } as unknown as RunEvent;
    this.events.push(full);
    const [next, effects] = step(this.state, full);
    this.state = next;
    this.effects = effects;
    return this;
  }
  after(seconds: number): this {
    this.nowMs += seconds * 1000;
    return this.tell({ kind: 'ticked' });
  }
  end(name: string, outcome: Outcome = acted): this {
    const list = [...this.state.operations, ...this.state.restore].filter((one) => one.status === 'inFlight' || one.status === 'forcing');
    const one = list.find(({ operation }) => operation.target.name === name);
    if (one === undefined) throw new Error(`${name} is not under way; ${this.underWay().join(', ')} are`);
    this.nowMs += 1000;
    return this.tell({ kind: 'operationEnded', operationId: one.operation.id, outcome });
  }
  endAll(...names: readonly string[]): this {
    for (const name of names) this.end(name);
    return this;
  }
  underWay(): readonly string[] {
    return [...this.state.operations, ...this.state.restore]
      .filter((one) => one.status === 'inFlight' || one.status === 'forcing')
      .map((one) => one.operation.target.name);
  }
  performed(): readonly string[] {
    return this.effects.flatMap((one) => (one.kind === 'perform' ? [`${one.how} ${one.operation.kind} ${one.operation.target.name}`] : []));
  }
  told(): readonly string[] {
    return this.effects.flatMap((one) => (one.kind === 'tell' ? [one.event.kind] : []));
  }
  status(name: string): string | undefined {
    return this.state.operations.find((one) => one.operation.target.name === name)?.status;
  }
  prepared(): this {
    return this.tell({ kind: 'earlierNoted', operationId: 'prepare/prepareCluster/cluster', earlier }).end('cluster');
  }
  untilHosts(): this {
    return this.prepared().endAll('app1', 'app2', 'app3', 'db', 'vcsa');
  }
  untilFinished(): this {
    return this.untilHosts().endAll('host1', 'host2', 'nas', 'ups', 'self');
  }
}

describe('what counts as stopped by this run', () => {
  const unknown: Outcome = { kind: 'failed', code: 'run/unknownState', message: message('run.failure.stopped'), retryable: true };

  it('is not a VM that was seen off after looks that found nothing out: nothing was sent', () => {
    const play = new Play().prepared().endAll('app1', 'app2', 'app3').end('db', unknown).after(10).end('db', wasSo);
    expect(play.status('db')).toBe('done');
    expect(play.state.stopped.map((one) => one.target.name)).not.toContain('db');
  });

  it('is one that was seen off after its command was sent and then lost sight of', () => {
    const play = new Play().prepared().endAll('app1', 'app2', 'app3').end('db', lost).after(10).end('db', wasSo);
    expect(play.state.stopped.map((one) => one.target.name)).toContain('db');
  });
});

describe('going forward', () => {
  it('goes by completion, not by timers: each step starts when the one before has ended', () => {
    const play = new Play().prepared();
    expect(play.underWay()).toEqual(['app1', 'app2']);
    expect(play.end('app1').underWay()).toEqual(['app2', 'app3']);
    expect(play.endAll('app2', 'app3').underWay()).toEqual(['db']);
    expect(play.endAll('db').underWay()).toEqual(['vcsa']);
    expect(play.endAll('vcsa').underWay()).toEqual(['host1', 'host2']);
    expect(play.endAll('host1', 'host2').underWay()).toEqual(['nas']);
    expect(play.end('nas').underWay()).toEqual(['ups']);
    expect(play.end('ups').underWay()).toEqual(['self']);
    expect(play.end('self').state.phase).toBe('finished');
    expect(play.told()).toContain('runFinished');
  });

  it('never has more of a step under way than its parallel limit, and per host', () => {
    const plan = planOf({ steps: steps.map((one) => (one.id === 'apps' ? { ...one, parallel: 5, parallelPerHost: 1 } : one)) });
    expect(new Play(plan).prepared().underWay()).toEqual(['app1', 'app3']);
  });

  it('makes the point of no return explicit when the first operation beyond it goes out', () => {
    const play = new Play().untilHosts();
    expect(play.state.phase).toBe('beyond');
    expect(play.told()).toContain('pointOfNoReturnPassed');
    expect(play.state.passedPointOfNoReturnAtMs).toBe(play.nowMs);
  });

  it('gives the UPS what the workstation still needs and a margin', () => {
    const play = new Play().untilHosts().endAll('host1', 'host2', 'nas');
    const effect = play.effects.find((one) => one.kind === 'perform');
    expect(effect?.kind === 'perform' && effect.operation.delaySeconds).toBe(90);
  });

  it('forces a VM only when its time is over, once, and then leaves it behind', () => {
    const play = new Play().prepared().after(99);
    expect(play.performed()).toEqual([]);
    play.after(1);
    expect(play.performed()).toContain('force ensureVmOff app1');
    expect(play.effects).toContainEqual({ kind: 'stopWatching', operationId: 'apps/ensureVmOff/app1', settle: false });
    play.after(60);
    expect(play.status('app1')).toBe('timedOut');
  });

  it('holds a refused VM until its time is over before it forces it', () => {
    const play = new Play().prepared().end('app1', refused);
    expect(play.state.operations.find((one) => one.operation.target.name === 'app1')).toMatchObject({ status: 'waiting', held: true });
    expect(play.underWay()).toEqual(['app2', 'app3']);
    expect(play.after(98).performed()).toEqual([]);
    play.after(1);
    expect(play.performed()).toContain('force ensureVmOff app1');
  });

  it('retries a failure in passing after a pause, and counts the limit from the first try', () => {
    const play = new Play().prepared().endAll('app1', 'app2', 'app3').end('db', lost);
    expect(play.underWay()).toEqual([]);
    play.after(2);
    expect(play.performed()).toEqual(['gentle ensureVmOff db']);
    expect(play.state.operations.find((one) => one.operation.target.name === 'db')?.limitAtMs).toBe(4000 + 100_000);
  });

  it('reports one dead host and goes on with the others', () => {
    const play = new Play().untilHosts().end('host1', refused).end('host2');
    expect(play.status('host1')).toBe('failed');
    expect(play.underWay()).toEqual(['nas']);
  });

  it('keeps a host up while a VM of the plan on it has time left, even if it was given up early', () => {
    const operations = office.map((one) => ({ ...one, retries: 0 }));
    const play = new Play(planOf(), operations).prepared().endAll('app1', 'app2', 'app3').end('db', refused).end('vcsa');
    expect(play.underWay()).toEqual(['host1']);
    expect(nextDueMs(play.state)).toBeLessThanOrEqual(play.nowMs + 100_000);
    play.after(100);
    const effect = play.effects.find((one) => one.kind === 'perform');
    expect(effect).toMatchObject({ despite: ['db'], operation: { target: { name: 'host2' } } });
  });

  it('stops dependants where the plan says stop, and neither cuts the UPS nor leaves', () => {
    const operations = office.map((one) => (one.target.name === 'db' ? { ...one, onTimeout: 'stop' as const } : one));
    const play = new Play(planOf(), operations).prepared().endAll('app1', 'app2', 'app3').after(100);
    expect(play.state.phase).toBe('finished');
    expect(['db', 'vcsa', 'host1', 'host2', 'ups', 'self'].map((name) => play.status(name))).toEqual([
      'timedOut',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
      'skipped',
    ]);
  });

  it('leaves last, and only after the UPS command is confirmed (NutClient #14, nut #1956)', () => {
    const play = new Play().untilHosts().endAll('host1', 'host2', 'nas').end('ups', refused);
    expect(play.status('self')).toBe('skipped');
    expect(play.state.phase).toBe('finished');
  });

  it('never hangs: a circle in the plan is skipped with a note', () => {
    const plan = planOf();
    const circle = { ...plan, steps: plan.steps.map((one) => (one.id === 'prepare' ? { ...one, after: ['self'] } : one)) };
    expect(new Play(circle).state.phase).toBe('finished');
  });

  it('ignores an outcome of something that is not under way', () => {
    const play = new Play().prepared();
    const before = play.state;
    play.tell({ kind: 'operationEnded', operationId: 'data/ensureVmOff/db', outcome: acted });
    expect(play.state.operations).toEqual(before.operations);
  });

  it('is down for this outage, so that no trigger begins it anew, until mains was back', () => {
    const play = new Play().untilFinished().after(3600);
    expect(mayGoForwardAgain(play.state)).toBe(false);
    play.tell({ kind: 'triggered', trigger: 'lowBattery' });
    expect([play.state.phase, play.performed()]).toEqual(['finished', []]);
    expect(mayGoForwardAgain(play.tell({ kind: 'powerReturned' }).state)).toBe(true);
  });

  it('ends at once when there is nothing to do', () => {
    expect(new Play(planOf(), []).state.phase).toBe('finished');
  });
});

describe('power returning', () => {
  it('before the point of no return stops issuing and brings back what it stopped itself (pve-ups #11, nut #3574)', () => {
    const play = new Play().prepared().end('app1').tell({ kind: 'powerReturned' });
    expect(play.state.phase).toBe('aborting');
    expect(play.effects.filter((one) => one.kind === 'stopWatching')).toEqual([
      { kind: 'stopWatching', operationId: 'apps/ensureVmOff/app2', settle: true },
      { kind: 'stopWatching', operationId: 'apps/ensureVmOff/app3', settle: true },
    ]);
    play.end('app2').tell({
      kind: 'operationEnded',
      operationId: 'apps/ensureVmOff/app3',
      outcome: { kind: 'failed', code: 'run/stopped', message: message('run.failure.stopped'), retryable: false },
    });
    expect(play.state.phase).toBe('aborted');
    play.tell({ kind: 'restoreAllowed' });
    expect(play.state.restore.map((one) => one.operation.target.name).sort()).toEqual(['app1', 'app2', 'cluster']);
  });

  it('remembers what was told and waits for another try: it may go down all the same', () => {
    const play = new Play().prepared().endAll('app1', 'app2', 'app3').end('db', lost).tell({ kind: 'powerReturned' });
    expect([play.state.phase, play.status('db'), play.status('vcsa')]).toEqual(['aborted', 'failed', 'skipped']);
    expect(compileRestore(play.state).find((one) => one.target.name === 'db')).toMatchObject({ kind: 'ensureVmOn', toldToStop: true });
  });

  it('never forces anything while it stops', () => {
    const play = new Play().prepared().tell({ kind: 'powerReturned' }).after(200);
    expect(play.performed()).toEqual([]);
    expect(play.state.phase).toBe('aborted');
  });

  it('is followed to the end when the plan says finish', () => {
    const play = new Play(planOf({ onPowerReturn: 'finish' })).prepared().tell({ kind: 'powerReturned' });
    expect(play.state.phase).toBe('running');
    expect(play.endAll('app1', 'app2', 'app3').underWay()).toEqual(['db']);
  });

  it('after the point of no return lets the UPS cycle its output, then restores (app-nut #512, #311, nut #1370)', () => {
    const play = new Play().untilHosts().tell({ kind: 'powerReturned' });
    expect(play.state.phase).toBe('beyond');
    play.endAll('host1', 'host2', 'nas', 'ups', 'self').tell({ kind: 'restoreAllowed' });
    expect(play.state.phase).toBe('finished');
    play.after(nextDueMs(play.state)! / 1000);
    expect(play.state.phase).toBe('restoring');
    expect(play.state.restore.some((one) => one.operation.kind === 'upsOutputAbort')).toBe(false);
  });

  it('starts nothing before the UPS has cut: its delay, and what a UPS that counts roughly takes more', () => {
    const play = new Play(planOf(), office.slice(0, -1)).untilHosts().endAll('host1', 'host2', 'nas', 'ups');
    play.tell({ kind: 'powerReturned' }).tell({ kind: 'restoreAllowed' });
    expect(play.after(44).state.phase).toBe('finished');
    expect(play.after(1).state.phase).toBe('restoring');
  });

  it('does not restore before it is allowed: stable mains and charge (WinNUT #55)', () => {
    const play = new Play().prepared().endAll('app1').tell({ kind: 'powerReturned' }).endAll('app2', 'app3').after(3600);
    expect(play.state.phase).toBe('aborted');
    expect(isRunOver(play.state)).toBe(false);
  });

  it('leaves alone what was off already', () => {
    const play = new Play().prepared().end('app1', wasSo).tell({ kind: 'powerReturned' }).end('app2', wasSo).end('app3', wasSo);
    expect(play.state.stopped.map((one) => one.target.name)).toEqual(['cluster']);
  });
});

describe('restoring', () => {
  const restoring = () =>
    new Play().untilFinished().tell({ kind: 'resumed', atMs: 1_000_000, power: 'mains' }).tell({ kind: 'restoreAllowed', atMs: 1_000_000 });

  it('starts storage, hosts, vCenter, cluster settings, then VMs in reverse order', () => {
    const kinds = compileRestore(new Play().untilFinished().state).map((one) => `${one.stepId} ${one.target.name}`);
    expect(kinds).toEqual([
      'restore-storage nas',
      'restore-hosts host1',
      'restore-hosts host2',
      'restore-vcenter vcsa',
      'restore-clusters cluster',
      'restore-vms-6 db',
      'restore-vms-7 app1',
      'restore-vms-7 app2',
      'restore-vms-7 app3',
    ]);
  });

  it('goes stage by stage and ends restored', () => {
    const play = restoring();
    expect(play.underWay()).toEqual(['nas']);
    expect(play.end('nas').underWay()).toEqual(['host1', 'host2']);
    expect(play.end('host1').underWay()).toEqual(['host2', 'vcsa']);
    expect(play.endAll('host2', 'vcsa').underWay()).toEqual(['cluster']);
    expect(play.endAll('cluster', 'db').underWay()).toEqual(['app1', 'app2', 'app3']);
    expect(play.endAll('app1', 'app2', 'app3').state.phase).toBe('restored');
    expect(notRestored(play.state)).toEqual([]);
    expect(isRunOver(play.state)).toBe(true);
  });

  it('after a crash goes on with what was being started', () => {
    const play = restoring().end('nas').tell({ kind: 'resumed', power: 'mains' });
    expect(play.performed()).toEqual(['gentle ensureHostOn host1', 'gentle ensureHostOn host2']);
    expect(play.endAll('host1', 'host2', 'vcsa', 'cluster', 'db', 'app1', 'app2', 'app3').state.phase).toBe('restored');
    expect(notRestored(play.state)).toEqual([]);
  });

  it('names what did not come back', () => {
    const play = restoring().endAll('nas', 'host1', 'host2', 'vcsa', 'cluster').end('db', refused).endAll('app1', 'app2', 'app3');
    expect(play.state.phase).toBe('restored');
    expect(notRestored(play.state)).toEqual(['db']);
  });

  it('returns the cluster to the settings found first, not to its own', () => {
    const operation = restoring().state.restore.find((one) => one.operation.kind === 'restoreCluster')?.operation;
    expect(operation?.earlier).toEqual(earlier);
  });

  it('leaves a host in maintenance mode that was in it before, and only that one', () => {
    const hosts = (names: readonly string[]) =>
      office.map((one) => (one.kind === 'ensureHostOff' && names.includes(one.target.name) ? { ...one, staysInMaintenance: true } : one));
    const stays = (run: RunState) =>
      compileRestore(run).flatMap((one) => (one.kind === 'ensureHostOn' && one.staysInMaintenance === true ? [one.target.name] : []));
    const play = new Play(planOf(), hosts(['host1'])).untilFinished();
    expect(stays(play.state)).toEqual(['host1']);
    // The next outage, before host2 was taken out of it: it is in maintenance mode by our own doing.
    play.tell({ kind: 'powerReturned' }).tell({ kind: 'restoreAllowed' }).after(3600).end('nas');
    play.tell({ kind: 'triggered', trigger: 'latestSafeStart', operations: hosts(['host1', 'host2']) });
    const stopped: Outcome = { kind: 'failed', code: 'run/stopped', message: message('run.failure.stopped'), retryable: false };
    for (const name of ['host1', 'host2']) play.end(name, stopped);
    play.end('cluster').endAll('app1', 'app2', 'app3', 'db', 'vcsa', 'host1', 'host2');
    expect(stays(play.state)).toEqual(['host1']);
  });

  it('a second outage stops the starting and shuts down what was started', () => {
    const play = restoring().endAll('nas', 'host1').tell({ kind: 'powerLost' });
    expect(play.state.phase).toBe('running');
    expect(play.underWay()).toEqual(['cluster', 'host2', 'vcsa']);
    expect(play.effects).toContainEqual({ kind: 'stopWatching', operationId: 'restore/ensureHostOn/host2', settle: true });
    expect(play.state.stopped.map((one) => one.target.name)).not.toContain('host1');
  });

  it('remembers over a second outage what the first pass had stopped', () => {
    const play = restoring().endAll('nas', 'host1', 'host2').tell({ kind: 'powerLost' });
    play.end('cluster', wasSo).end('app1', wasSo).end('app2', wasSo).end('app3', wasSo).end('db', wasSo).tell({ kind: 'powerReturned' });
    expect(compileRestore(play.state).map((one) => one.target.name)).toContain('app2');
  });

  it('given up by a person ends interrupted, with the names', () => {
    const play = restoring().endAll('nas', 'host1', 'host2').tell({ kind: 'cancelled' });
    expect(play.state.phase).toBe('interrupted');
    expect([...notRestored(play.state)].sort()).toEqual(['app1', 'app2', 'app3', 'cluster', 'db', 'vcsa']);
    const back = play.state.restore.filter(({ status }) => status === 'done').map(({ operation }) => operation.target.name);
    expect(back.sort()).toEqual(['host1', 'host2', 'nas']);
  });
});

describe('cancelling', () => {
  it('stops like power returning, and restores only if asked', () => {
    const plain = new Play().prepared().tell({ kind: 'cancelled', restore: false }).endAll('app1', 'app2');
    expect([plain.state.phase, isRunOver(plain.state)]).toEqual(['aborted', true]);
    const asked = new Play().prepared().tell({ kind: 'cancelled', restore: true }).endAll('app1', 'app2');
    expect([asked.state.phase, isRunOver(asked.state)]).toEqual(['aborted', false]);
  });

  it('is too late beyond the point of no return', () => {
    expect(new Play().untilHosts().tell({ kind: 'cancelled' }).state.phase).toBe('beyond');
  });
});

describe('resuming', () => {
  it('looks again at what was in flight, with its full limit', () => {
    const play = new Play().prepared().after(50).tell({ kind: 'resumed', power: 'battery' });
    expect(play.performed()).toEqual(['gentle ensureVmOff app1', 'gentle ensureVmOff app2']);
    expect(play.state.operations.find((one) => one.operation.target.name === 'app1')?.limitAtMs).toBe(play.nowMs + 100_000);
  });

  it('does not shut this workstation down at every start', () => {
    const play = new Play().untilHosts().endAll('host1', 'host2', 'nas', 'ups');
    play.nowMs += 5000;
    play.tell({ kind: 'resumed', power: 'mains' });
    expect(play.performed()).toEqual([]);
    expect([play.status('self'), play.state.phase]).toEqual(['done', 'finished']);
  });

  it('does not tell a UPS again that has cut and come back', () => {
    const play = new Play().untilHosts().endAll('host1', 'host2', 'nas');
    play.nowMs += 90_000;
    play.tell({ kind: 'resumed', power: 'mains' });
    expect(play.performed().filter((one) => one.includes('upsOutputOff'))).toEqual([]);
  });

  it('on mains after a long absence turns back even beyond the point of no return', () => {
    const play = new Play().untilHosts();
    play.nowMs += 120_000;
    play.tell({ kind: 'resumed', power: 'mains' });
    expect(play.performed()).toEqual([]);
    expect(play.state.phase).toBe('aborted');
  });

  it('on mains after a moment sends nothing out again before the point of no return, and goes on beyond it', () => {
    const before = new Play().prepared();
    before.nowMs += 5000;
    before.tell({ kind: 'resumed', power: 'mains' });
    expect([before.performed(), before.state.phase]).toEqual([[], 'aborted']);
    const beyond = new Play().untilHosts();
    beyond.nowMs += 5000;
    beyond.tell({ kind: 'resumed', power: 'mains' });
    expect([beyond.performed(), beyond.state.phase]).toEqual([['gentle ensureHostOff host1', 'gentle ensureHostOff host2'], 'beyond']);
  });

  it('on battery lets this workstation still go at the end', () => {
    const play = new Play().untilHosts().endAll('host1', 'host2', 'nas');
    play.nowMs += 5000;
    play.tell({ kind: 'resumed', power: 'battery' });
    expect(play.performed()).toEqual(['gentle upsOutputOff ups']);
    expect(play.end('ups').performed()).toEqual(['gentle workstationOff self']);
  });

  it('on battery after a long absence looks at everything again', () => {
    const play = new Play().untilHosts();
    play.nowMs += 120_000;
    play.tell({ kind: 'resumed', power: 'battery' });
    expect(play.performed()).toEqual(['gentle prepareCluster cluster']);
    expect(play.state.phase).toBe('running');
  });

  it('starts nothing that was off when it was looked at, however long the program was away', () => {
    const play = new Play().prepared().end('app1', wasSo).end('app2');
    play.nowMs += 120_000;
    play.tell({ kind: 'resumed', power: 'mains' });
    const back = compileRestore(play.state).map((one) => one.target.name);
    expect(back).toContain('app2');
    expect(back).not.toContain('app1');
  });

  it('rebuilds the very state from its events', () => {
    const play = new Play().untilHosts().end('host1', lost).after(2).tell({ kind: 'powerReturned' });
    expect(replay(play.events)).toEqual(play.state);
    expect(replay([])).toBeUndefined();
    expect(replay([{ kind: 'ticked', atMs: 0 }])).toBeUndefined();
  });
});
