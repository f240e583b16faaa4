import { beforeEach, describe, expect, it } from 'vitest';
import { compile } from '../../shared/plan/compile.js';
import type { Inventory } from '../../shared/inventory/inventory.js';
import { planSchema } from '../../shared/plan/plan.js';
import { isRunOver } from '../../shared/run/step.js';
import { replay } from '../../shared/run/replay.js';
import { reportMarkdown } from '../../shared/run/report-text.js';
import { reportRun } from '../../shared/run/report.js';
import type { RunState } from '../../shared/run/run.js';
import { message } from '../../shared/text/message.js';
import { createPerformer } from './performer.js';
import type { Journal, JournalEntry, RunSummary } from './ports.js';
import { createRunner, type RunLine, type Runner } from './runner.js';
import { PretendOffice } from './testing/pretend-office.js';
import { createVirtualClock, type VirtualClock } from './testing/virtual-clock.js';

const plan = planSchema.parse({
  version: 1,
  id: 'office',
  title: 'Office',
  ups: ['ups'],
  steps: [
    { id: 'check', title: 'Check', action: { kind: 'check' }, timeoutSeconds: 30 },
    { id: 'prepare', title: 'Prepare', action: { kind: 'prepareCluster' }, after: ['check'], timeoutSeconds: 30 },
    { id: 'vms', title: 'VMs', action: { kind: 'shutdownVms' }, after: ['prepare'], timeoutSeconds: 60, onTimeout: 'force' },
    { id: 'vcenter', title: 'vCenter', action: { kind: 'shutdownVcenter' }, after: ['vms'], timeoutSeconds: 90, onTimeout: 'force' },
    {
      id: 'hosts',
      title: 'Hosts',
      action: { kind: 'shutdownHosts' },
      after: ['vcenter'],
      timeoutSeconds: 180,
      beyondPointOfNoReturn: true,
    },
    { id: 'nas', title: 'NAS', action: { kind: 'shutdownMachines' }, after: ['hosts'], timeoutSeconds: 60 },
    { id: 'ups', title: 'UPS', action: { kind: 'upsOutputOff' }, after: ['nas'], timeoutSeconds: 20, beyondPointOfNoReturn: true },
    { id: 'self', title: 'Self', action: { kind: 'shutdownWorkstation' }, after: ['ups'], timeoutSeconds: 60 },
  ],
});

/** A journal in memory that a test may cut off anywhere. */
class PaperJournal implements Journal {
  constructor(readonly lines: JournalEntry[] = []) {}
  onAppend: () => void = () => undefined;
  now: () => Date = () => new Date(0);
  append(runId: string, event: JournalEntry['event']): void {
    // Through JSON, as a real journal would.
    const kept = JSON.parse(JSON.stringify(event)) as JournalEntry['event'];
    this.lines.push({ runId, event: kept, sequence: this.lines.length + 1, at: this.now().toISOString() });
    this.onAppend();
  }
  entries(runId: string): readonly JournalEntry[] {
    return this.lines.filter((one) => one.runId === runId);
  }
  runs(): readonly RunSummary[] {
    return [...new Set(this.lines.map((one) => one.runId))].map((id) => {
      const run = replay(this.entries(id).map((one) => one.event));
      return {
        id,
        planId: 'office',
        planTitle: 'Office',
        startedAt: this.entries(id)[0]?.at ?? '',
        phase: run?.phase ?? 'running',
        mode: 'live',
      };
    });
  }
  unfinished(): readonly RunSummary[] {
    return this.runs().filter(({ id }) => {
      const run = replay(this.entries(id).map((one) => one.event));
      return run !== undefined && !isRunOver(run);
    });
  }
  close(): void {}
}

interface Scene {
  readonly clock: VirtualClock;
  readonly office: PretendOffice;
  journal: PaperJournal;
  runner: Runner;
  readonly lines: RunLine[];
  readonly learned: string[];
  readonly problems: string[];
}

function sceneOf(): Scene {
  const clock = createVirtualClock();
  const office = new PretendOffice(clock, [
    { name: 'app', host: 'esx1' },
    { name: 'db', host: 'esx2' },
    { name: 'old', host: 'esx1', power: 'off' },
    { name: 'vcsa', host: 'esx1' },
  ]);
  const scene = { clock, office, journal: new PaperJournal(), lines: [], learned: [], problems: [] } as unknown as Scene;
  scene.journal.now = () => clock.wall();
  scene.runner = runnerOf(scene);
  return scene;
}

function runnerOf(scene: Scene): Runner {
  return createRunner({
    journal: scene.journal,
    clock: scene.clock,
    perform: createPerformer(scene.office, scene.clock),
    newRunId: () => `run${String(scene.journal.lines.length)}`,
    tell: (line) => scene.lines.push(line),
    changed: () => undefined,
    learn: (operation) => scene.learned.push(operation.target.name),
    problem: (what) => scene.problems.push(what.key),
  });
}

function inventoryOf(office: PretendOffice): Inventory {
  return {
    clusters: [
      {
        id: 'c1',
        name: 'Cluster',
        endpoint: 'vcenter',
        ha: true,
        drs: 'fullyAutomated',
        vsan: false,
        hosts: office.hosts.map((one) => one.name),
      },
    ],
    hosts: office.hosts.map(({ name }) => ({
      id: name,
      name,
      endpoint: 'vcenter',
      state: 'connected',
      maintenance: false,
      version: '8',
      direct: name,
    })),
    vms: office.vms.map((vm) => ({
      id: vm.name,
      name: vm.name,
      uuid: vm.uuid,
      endpoint: 'vcenter',
      power: vm.power,
      host: vm.host,
      tools: 'running',
      template: false,
      agent: false,
      vcenter: vm.name === 'vcsa',
      self: false,
      folder: '',
      tags: [],
    })),
    machines: [{ id: 'nas', name: 'nas', endpoint: 'nas', state: 'on' }],
  };
}

function begin(scene: Scene, mode: RunState['mode'] = 'live') {
  const { operations, ranBefore } = compile(plan, inventoryOf(scene.office), { connections: [] });
  return scene.runner.start({ plan, operations, ranBefore, trigger: 'latestSafeStart', mode });
}

const phase = (scene: Scene) => scene.runner.current()?.phase;
const hour = 3_600_000;

let scene: Scene;
beforeEach(() => {
  scene = sceneOf();
});

describe('a run driven over ports', () => {
  it('takes the office down in order and through the hosts once vCenter is gone', async () => {
    begin(scene);
    await scene.clock.advanceUntil(() => phase(scene) === 'finished', hour);
    expect(scene.office.commands).toEqual([
      'apply drsBehavior haHostMonitoring',
      'shutdown app through vcenter',
      'shutdown db through vcenter',
      'shutdown vcsa through esx1',
      'enter maintenance esx2',
      'enter maintenance esx1',
      'shutdown esx2 through esx2',
      'shutdown esx1 through esx1',
      'shutdown nas',
      'output off in 90',
      'shutdown workstation',
    ]);
    expect(scene.runner.current()?.operations.map((one) => one.status)).toEqual(Array.from({ length: 10 }, () => 'done'));
    expect(scene.problems).toEqual([]);
  });

  it('writes each intent before its effect leaves', async () => {
    const seen: string[] = [];
    scene.journal.onAppend = () => {
      const { event } = scene.journal.lines.at(-1)!;
      if (event.kind === 'intended') seen.push(`${event.operationId} after ${String(scene.office.commands.length)}`);
    };
    begin(scene);
    await scene.clock.advanceUntil(() => phase(scene) === 'finished', hour);
    expect(seen[1]).toBe('prepare/prepareCluster/cluster:vcenter/c1 after 0');
    expect(seen.at(-1)).toBe('self/workstationOff/workstation after 10');
    const noted = scene.journal.lines.findIndex((one) => one.event.kind === 'earlierNoted');
    const ended = scene.journal.lines.findIndex(
      (one) => one.event.kind === 'operationEnded' && one.event.operationId.startsWith('prepare'),
    );
    expect(noted).toBeGreaterThan(0);
    expect(noted).toBeLessThan(ended);
  });

  it('tells its story with seconds, and learns how long things took', async () => {
    begin(scene);
    await scene.clock.advanceUntil(() => phase(scene) === 'finished', hour);
    expect(scene.lines[0]).toMatchObject({ kind: 'runStarted', t: 0, at: '2026-01-01T00:00:00.000Z' });
    expect(scene.lines.at(-1)).toMatchObject({ kind: 'runFinished', phase: 'finished', failed: 0 });
    expect(scene.learned).toContain('db');
    // They end when the command is taken; how long the UPS and this workstation then need is not seen.
    for (const name of ['ups', 'self']) expect(scene.learned).not.toContain(name);
  });

  it.each([
    ['practice', true],
    ['rehearsal', false],
  ] as const)('in a %s learns: %s', async (mode, isLearning) => {
    begin(scene, mode);
    await scene.clock.advanceUntil(() => phase(scene) === 'finished', hour);
    expect(scene.learned.includes('db')).toBe(isLearning);
  });

  it('stops when power returns before the point of no return, and restores what it stopped and nothing else', async () => {
    begin(scene);
    await scene.clock.advanceUntil(() => scene.office.vm('app').power === 'off', hour);
    scene.runner.powerReturned();
    scene.runner.allowRestore(true);
    await scene.clock.advanceUntil(() => phase(scene) === 'restored', hour);
    expect(scene.office.vms.map((vm) => vm.power)).toEqual(['on', 'on', 'off', 'on']);
    expect(scene.office.cluster).toMatchObject({ haHostMonitoring: 'enabled', drsBehavior: 'fullyAutomated' });
    expect(scene.office.commands).not.toContain('shutdown vcsa through vcenter');
    expect(await scene.runner.idle()).toMatchObject({ phase: 'restored', stopped: [] });
  });

  it('refuses a second run while one is under way, and goes forward again while one restores', async () => {
    begin(scene);
    expect(begin(scene)).toMatchObject({ ok: false, failure: { code: 'run/active' } });
    await scene.clock.advanceUntil(() => scene.office.vm('app').power === 'off', hour);
    scene.runner.powerReturned();
    await scene.clock.advanceUntil(() => phase(scene) === 'aborted', hour);
    scene.runner.powerLost();
    expect(begin(scene)).toMatchObject({ ok: true, value: 'run0' });
    await scene.clock.advanceUntil(() => phase(scene) === 'finished', hour);
    expect(
      scene.runner
        .current()
        ?.stopped.map((one) => one.target.name)
        .sort(),
    ).toEqual(['Cluster', 'app', 'db', 'esx1', 'esx2', 'nas', 'ups', 'vcsa']);
  });

  it('reports what kept it from waking, beside the time that ran out, and writes that into the journal', async () => {
    begin(scene);
    await scene.clock.advanceUntil(() => phase(scene) === 'finished', hour);
    scene.office.wakeFailure = message('ssh.wakeFailed', { name: 'it', reason: 'no network took it' });
    scene.runner.powerReturned();
    scene.runner.allowRestore(true);
    await scene.clock.advanceUntil(() => phase(scene) === 'restored', 10 * hour);
    const report = reportRun(scene.runner.current()!, { startedAt: '2026-11-28T07:00:00.000Z' });
    const host = report.operations.find((one) => one.id.endsWith('/ensureHostOn/host:vcenter/esx1'));
    expect(host).toMatchObject({ status: 'timedOut', note: { key: 'run.note.timedOut' }, remark: scene.office.wakeFailure });
    expect(reportMarkdown(report, 'en')).toContain('The wake packet for it could not be sent: no network took it.');
    const written = scene.journal.lines.filter((one) => one.event.kind === 'remarked').map((one) => one.event);
    expect(written).toContainEqual(expect.objectContaining({ operationId: host?.id, code: 'ssh/wakeFailed' }));
    expect(scene.lines).toContainEqual(expect.objectContaining({ kind: 'operationFailed', code: 'ssh/wakeFailed', final: false }));
  });

  it('forces a hanging VM when its time is over', async () => {
    scene.office.vm('db').hangs = true;
    begin(scene);
    await scene.clock.advanceUntil(() => phase(scene) === 'finished', hour);
    expect(scene.office.commands).toContain('power off db through vcenter');
  });

  it('goes on without a journal that cannot be written, and says so once for each time that it fills up', async () => {
    let entries = 0;
    scene.journal.onAppend = () => {
      entries += 1;
      if (entries !== 6) throw new Error('disk full');
    };
    begin(scene);
    await scene.clock.advanceUntil(() => phase(scene) === 'finished', hour);
    expect(entries).toBeGreaterThan(10);
    expect(scene.problems).toEqual(['run.failure.journal', 'run.failure.journal']);
  });

  it('does not begin again in the same outage when all is down', async () => {
    begin(scene);
    await scene.clock.advanceUntil(() => phase(scene) === 'finished', hour);
    expect(begin(scene)).toMatchObject({ ok: false });
  });
});

/** Kills the program right after its journal has so many lines, starts it anew, and lets the run end. */
async function crashedAfter(lines: number): Promise<Scene> {
  const crashed = sceneOf();
  const { clock } = crashed;
  const death = { isDead: false };
  crashed.journal.onAppend = () => {
    if (crashed.journal.lines.length < lines) return;
    death.isDead = true;
    crashed.runner.close();
    // Whatever the dying process would still have written is lost.
    crashed.journal = new PaperJournal(crashed.journal.lines.slice(0, lines));
    crashed.journal.now = () => clock.wall();
  };
  begin(crashed);
  await clock.advanceUntil(() => death.isDead, hour);
  await clock.advance(5000);
  crashed.runner = runnerOf(crashed);
  crashed.runner.resumeUnfinished({ power: 'battery' });
  if (crashed.runner.isActive()) await clock.advanceUntil(() => phase(crashed) === 'finished', hour);
  return crashed;
}

describe('a crash after any single line of the journal', () => {
  const told = (commands: readonly string[], what: string) => commands.filter((one) => one.startsWith(what)).length;

  it('ends in the same state, with no irreversible effect repeated without a look', async () => {
    begin(scene);
    await scene.clock.advanceUntil(() => phase(scene) === 'finished', hour);
    const total = scene.journal.lines.length;
    expect(total).toBeGreaterThan(20);
    for (let lines = 1; lines <= total; lines += 1) {
      const after = await crashedAfter(lines);
      const where = `after line ${String(lines)}: ${JSON.stringify(after.journal.lines[lines - 1]?.event).slice(0, 120)}`;
      expect(
        after.office.vms.map((vm) => vm.power),
        where,
      ).toEqual(['off', 'off', 'off', 'off']);
      expect(
        after.office.hosts.map((host) => host.isUp),
        where,
      ).toEqual([false, false]);
      expect([after.office.isNasUp, after.office.isCutPending], where).toEqual([false, true]);
      expect(told(after.office.commands, 'output off'), where).toBe(1);
      expect(told(after.office.commands, 'shutdown workstation'), where).toBeLessThanOrEqual(1);
      expect(told(after.office.commands, 'power off'), where).toBe(0);
      const run = after.runner.current() ?? replay(after.journal.lines.map((one) => one.event));
      expect(run?.earlier, where).toMatchObject({ 'cluster:vcenter/c1': { haHostMonitoring: 'enabled', drsBehavior: 'fullyAutomated' } });
      expect(run?.stopped.map((one) => one.target.name).sort(), where).toEqual([
        'Cluster',
        'app',
        'db',
        'esx1',
        'esx2',
        'nas',
        'ups',
        'vcsa',
      ]);
    }
  });

  it('restores after the restart what the journal says, when mains is back', async () => {
    const after = await crashedAfter(12);
    after.office.isCutPending = false;
    await after.clock.advance(200_000);
    after.runner.close();
    after.runner = runnerOf(after);
    after.runner.resumeUnfinished({ power: 'mains' });
    after.runner.powerReturned();
    after.runner.allowRestore(true);
    await after.clock.advanceUntil(() => phase(after) === 'restored', 2 * hour);
    expect(after.office.vms.map((vm) => vm.power)).toEqual(['on', 'on', 'off', 'on']);
    expect(after.office.hosts.every((host) => host.isUp && !host.maintenance)).toBe(true);
    expect(after.office.cluster.haHostMonitoring).toBe('enabled');
  });

  it('has nothing to resume when the journal is empty', () => {
    expect(scene.runner.resumeUnfinished({ power: 'mains' })).toBeUndefined();
  });
});
