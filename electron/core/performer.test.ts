import { beforeEach, describe, expect, it } from 'vitest';
import type { ClusterSettings, Operation, OperationKind, Outcome } from '../../shared/plan/operation.js';
import { message } from '../../shared/text/message.js';
import { createPerformer, type Perform } from './performer.js';
import { PretendOffice } from './testing/pretend-office.js';
import { createVirtualClock, type VirtualClock } from './testing/virtual-clock.js';

let clock: VirtualClock;
let office: PretendOffice;
let perform: Perform;

beforeEach(() => {
  clock = createVirtualClock();
  office = new PretendOffice(clock, [
    { name: 'app', host: 'esx1' },
    { name: 'db', host: 'esx2' },
    { name: 'vcsa', host: 'esx1' },
  ]);
  perform = createPerformer(office, clock);
});

function operation(kind: OperationKind, name: string, more: Partial<Operation> = {}): Operation {
  const isHost = kind.startsWith('ensureHost');
  const uuid = kind.startsWith('ensureVm') ? { uuid: `uuid-${name}` } : {};
  const target = {
    kind: 'vm' as const,
    key: `${kind}:${name}`,
    id: name,
    name,
    endpoint: kind.includes('Machine') || kind.startsWith('ups') ? name : 'vcenter',
    ...uuid,
    ...(isHost ? { direct: name } : {}),
  };
  return {
    id: `s/${kind}/${name}`,
    stepId: 's',
    kind,
    target,
    timeoutSeconds: 300,
    onTimeout: 'force',
    retries: 1,
    method: 'guest',
    ...more,
  };
}

interface Told {
  readonly how?: 'gentle' | 'force';
  readonly despite?: readonly string[];
  readonly toldBefore?: boolean;
  readonly runId?: string;
}

/** Starts an operation; its outcome can be waited for in virtual time. */
function start(one: Operation, { how = 'gentle', despite = [], toldBefore = false, runId = 'run' }: Told = {}) {
  const issue = new AbortController();
  const watch = new AbortController();
  const noted: ClusterSettings[] = [];
  const remarks: string[] = [];
  let outcome: Outcome | undefined;
  void perform({
    runId,
    operation: one,
    how,
    despite,
    toldBefore,
    issue: issue.signal,
    watch: watch.signal,
    note: (earlier) => noted.push(earlier),
    remark: (failure) => remarks.push(failure.code),
  }).then((ended) => (outcome = ended));
  const ended = async (withinMs = 900_000): Promise<Outcome> => {
    await clock.advanceUntil(() => outcome !== undefined, withinMs);
    return outcome!;
  };
  return { issue, watch, noted, remarks, ended, hasEnded: () => outcome !== undefined };
}
const run = (one: Operation, told?: Told) => start(one, told).ended();

describe('a VM to be off', () => {
  it('is a success without a call when it is off or suspended already', async () => {
    office.vm('app').power = 'suspended';
    expect(await run(operation('ensureVmOff', 'app'))).toMatchObject({ kind: 'done', acted: false });
    expect(office.commands).toEqual([]);
  });

  it('is told once, and done when it is seen off', async () => {
    expect(await run(operation('ensureVmOff', 'app'))).toMatchObject({ kind: 'done', acted: true, seconds: 20 });
    expect(office.commands).toEqual(['shutdown app through vcenter']);
  });

  it('is done when somebody suspends it meanwhile: it no longer runs, and its memory is kept', async () => {
    office.vm('app').hangs = true;
    const going = start(operation('ensureVmOff', 'app'));
    await clock.advance(5000);
    office.vm('app').power = 'suspended';
    expect(await going.ended(5000)).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['shutdown app through vcenter']);
  });

  it('is found through its host when vCenter does not answer', async () => {
    office.vm('vcsa').power = 'off';
    expect(await run(operation('ensureVmOff', 'db'))).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['shutdown db through esx2']);
  });

  it('is followed by its host when vCenter goes while it shuts down', async () => {
    const going = start(operation('ensureVmOff', 'db'));
    await clock.advance(5000);
    office.vm('vcsa').power = 'off';
    expect(await going.ended()).toMatchObject({ kind: 'done', acted: true });
  });

  it('never counts as off because nobody knows (meho #3773)', async () => {
    office.host('esx2').isMute = true;
    expect(await run(operation('ensureVmOff', 'db'))).toMatchObject({ kind: 'failed', code: 'run/unknownState', retryable: true });
  });

  it('of a host by itself is not looked for on another, where its name is another VM', async () => {
    const here = operation('ensureVmOff', 'db');
    const { uuid: _uuid, ...target } = here.target;
    const byItself = { ...here, target: { ...target, endpoint: 'esx1', direct: 'esx1' } };
    expect(await run(byItself)).toMatchObject({ kind: 'failed', code: 'run/unknownState' });
    expect(office.commands).toEqual([]);
  });

  it('is asked again while VMware Tools are still starting', async () => {
    office.vm('app').tools = false;
    const going = start(operation('ensureVmOff', 'app'));
    await clock.advance(30_000);
    expect(office.commands).toEqual([]);
    office.vm('app').tools = true;
    expect(await going.ended()).toMatchObject({ kind: 'done', acted: true });
  });

  it('that goes down already, told by a drill or by the process before, is watched until it is off and counts as ours', async () => {
    office.vm('app').shutdownMs = 40_000;
    const before = start(operation('ensureVmOff', 'app'));
    await clock.advance(1000);
    before.watch.abort();
    const going = start(operation('ensureVmOff', 'app'));
    await clock.advance(30_000);
    expect(going.hasEnded()).toBe(false);
    expect(await going.ended()).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['shutdown app through vcenter']);
  });

  it('is powered off by force, suspended or powered off as the plan says', async () => {
    expect(await run(operation('ensureVmOff', 'app'), { how: 'force' })).toMatchObject({ kind: 'done', acted: true });
    expect(await run(operation('ensureVmOff', 'db', { method: 'suspend' }))).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['power off app through vcenter', 'suspend db through vcenter']);
  });

  it('is not told any more once the run has stopped', async () => {
    const going = start(operation('ensureVmOff', 'app'));
    going.issue.abort();
    expect(await going.ended()).toMatchObject({ kind: 'failed', code: 'run/stopped' });
    expect(office.commands).toEqual([]);
  });

  it('is seen through to its end when it was told before the run stopped', async () => {
    const going = start(operation('ensureVmOff', 'app'));
    await clock.advance(1000);
    going.issue.abort();
    expect(await going.ended()).toMatchObject({ kind: 'done', acted: true });
  });

  it('is left at once when its watcher is given up', async () => {
    office.vm('app').hangs = true;
    const going = start(operation('ensureVmOff', 'app'));
    await clock.advance(1000);
    going.watch.abort();
    expect(await going.ended(1)).toMatchObject({ kind: 'failed', code: 'run/stopped' });
  });
});

describe('a VM to be on', () => {
  it('is started when off, through its host while vCenter is down', async () => {
    office.vm('vcsa').power = 'off';
    expect(await run(operation('ensureVmOn', 'vcsa', { vcenter: true }))).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['power on vcsa through esx1']);
  });

  it('is a success without a call when it runs', async () => {
    expect(await run(operation('ensureVmOn', 'app'))).toMatchObject({ kind: 'done', acted: false });
  });

  it('is waited for while nobody can tell of it: vCenter and storage take minutes after a power cut', async () => {
    office.vm('app').power = 'off';
    office.host('esx1').isMute = true;
    const starting = start(operation('ensureVmOn', 'app'));
    await clock.advance(300_000);
    expect(starting.hasEnded()).toBe(false);
    office.host('esx1').isMute = false;
    expect(await starting.ended()).toMatchObject({ kind: 'done', acted: true });
  });

  it('that may still be going down is watched, and started once it is off', async () => {
    const going = start(operation('ensureVmOn', 'app', { toldToStop: true }));
    await clock.advance(60_000);
    expect(going.hasEnded()).toBe(false);
    office.vm('app').power = 'off';
    expect(await going.ended()).toMatchObject({ kind: 'done', acted: true });
  });

  it('that ignored its order counts as running in the end', async () => {
    expect(await run(operation('ensureVmOn', 'app', { toldToStop: true }))).toMatchObject({ kind: 'done', acted: false, seconds: 240 });
  });
});

describe('a host to be off', () => {
  const emptied = () => {
    for (const vm of office.vms) if (vm.host === 'esx2') vm.power = 'off';
  };

  it('is refused while a VM runs on it, by name', async () => {
    const outcome = await run(operation('ensureHostOff', 'esx2'));
    expect(outcome).toMatchObject({ kind: 'failed', code: 'run/vmsStillRunning', message: { params: { vms: 'db' } } });
    expect(office.commands).toEqual([]);
  });

  it('goes although VMs run on it that the plan leaves behind, or by force', async () => {
    expect(await run(operation('ensureHostOff', 'esx2', { maintenance: true }), { despite: ['db'] })).toMatchObject({
      kind: 'done',
      acted: true,
    });
    expect(await run(operation('ensureHostOff', 'esx1'), { how: 'force' })).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['shutdown esx2 through vcenter by force', 'shutdown esx1 through vcenter by force']);
  });

  it('enters maintenance mode first, and is done only after it no longer answers', async () => {
    emptied();
    const going = start(operation('ensureHostOff', 'esx2', { maintenance: true }));
    await clock.advance(29_000);
    expect(going.hasEnded()).toBe(false);
    expect(await going.ended()).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['enter maintenance esx2', 'shutdown esx2 through vcenter']);
  });

  it('that merely does not answer is unknown, not off', async () => {
    office.host('esx2').isMute = true;
    expect(await run(operation('ensureHostOff', 'esx2'))).toMatchObject({ kind: 'failed', code: 'run/unknownState' });
  });

  it('is unknown when it is silent and only an earlier run had told it', async () => {
    expect(await run(operation('ensureHostOff', 'esx2'), { how: 'force' })).toMatchObject({ kind: 'done', acted: true });
    office.host('esx2').isUp = true;
    office.host('esx2').isMute = true;
    expect(await run(operation('ensureHostOff', 'esx2'), { runId: 'another' })).toMatchObject({ kind: 'failed', code: 'run/unknownState' });
  });

  it('stays in maintenance mode, when a run stops, if somebody had put it there', async () => {
    office.host('esx2').maintenance = true;
    office.vm('db').power = 'off';
    const stopping = start(operation('ensureHostOff', 'esx2', { maintenance: true, staysInMaintenance: true }));
    const told = office.commands.push.bind(office.commands);
    office.commands.push = (words) => {
      stopping.issue.abort();
      return told(words);
    };
    expect(await stopping.ended()).toMatchObject({ kind: 'failed', code: 'run/stopped' });
    expect([...office.commands]).toEqual(['enter maintenance esx2']);
  });

  it('that was told before a crash and no longer answers is off', async () => {
    office.host('esx2').isUp = false;
    expect(await run(operation('ensureHostOff', 'esx2'), { toldBefore: true })).toMatchObject({ kind: 'done', acted: false });
    expect(office.commands).toEqual([]);
  });

  it('ignores vCLS agents, which nobody but vCenter can stop', async () => {
    emptied();
    office.vms.push({ uuid: 'u', name: 'vCLS-1234', host: 'esx2', power: 'on', shutdownMs: 0, hangs: true, tools: false, isGoing: false });
    expect(await run(operation('ensureHostOff', 'esx2'))).toMatchObject({ kind: 'done' });
  });
});

describe('a host to be on', () => {
  it('is woken, waited for and taken out of maintenance mode, which survives a reboot', async () => {
    const host = office.host('esx2');
    host.isUp = false;
    host.maintenance = true;
    expect(await run(operation('ensureHostOn', 'esx2'))).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['wake esx2', 'exit maintenance esx2']);
  });

  it('is left in maintenance mode when it was in it before the run', async () => {
    office.host('esx2').maintenance = true;
    expect(await run(operation('ensureHostOn', 'esx2', { staysInMaintenance: true }))).toMatchObject({ kind: 'done', acted: false });
    expect(office.host('esx2').maintenance).toBe(true);
  });

  it('is waited for while its port answers and nobody can log in yet', async () => {
    office.host('esx2').maintenance = true;
    office.host('esx2').isBooting = true;
    const starting = start(operation('ensureHostOn', 'esx2'));
    await clock.advance(300_000);
    expect(starting.hasEnded()).toBe(false);
    office.host('esx2').isBooting = false;
    expect(await starting.ended()).toMatchObject({ kind: 'done', acted: true });
    expect(office.host('esx2').maintenance).toBe(false);
  });

  it('needs nothing when it is up', async () => {
    expect(await run(operation('ensureHostOn', 'esx2'))).toMatchObject({ kind: 'done', acted: false });
  });
});

describe('the cluster, machines, the UPS and this workstation', () => {
  it('notes the earlier settings before it changes them, and returns to them', async () => {
    const going = start(operation('prepareCluster', 'c1'));
    expect(await going.ended()).toMatchObject({ kind: 'done', acted: true });
    expect(going.noted).toEqual([{ haEnabled: true, haHostMonitoring: 'enabled', drsEnabled: true, drsBehavior: 'fullyAutomated' }]);
    expect(office.cluster).toMatchObject({ haHostMonitoring: 'disabled', drsBehavior: 'manual' });
    expect(await run(operation('restoreCluster', 'c1', { earlier: going.noted[0]! }))).toMatchObject({ kind: 'done', acted: true });
    expect(office.cluster).toEqual(going.noted[0]);
    expect(await run(operation('restoreCluster', 'c1'))).toMatchObject({ kind: 'failed', code: 'run/earlierUnknown' });
  });

  it('stops a machine and wakes it', async () => {
    expect(await run(operation('ensureMachineOff', 'nas'))).toMatchObject({ kind: 'done', acted: true });
    expect(await run(operation('ensureMachineOff', 'nas'))).toMatchObject({ kind: 'done', acted: false });
    expect(await run(operation('ensureMachineOn', 'nas'))).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['shutdown nas', 'wake nas']);
  });

  it('says once that it could not wake what does not come, and goes on trying', async () => {
    office.isNasUp = false;
    office.host('esx2').isUp = false;
    office.wakeFailure = message('ssh.wakeFailed', { name: 'esx2', reason: 'no network took it' });
    const host = start(operation('ensureHostOn', 'esx2'));
    const machine = start(operation('ensureMachineOn', 'nas'));
    await clock.advanceUntil(() => office.commands.length === 6, 900_000);
    expect([host.remarks, machine.remarks]).toEqual([['ssh/wakeFailed'], ['ssh/wakeFailed']]);
    office.wakeFailure = undefined;
    expect([await host.ended(), await machine.ended()]).toMatchObject([
      { kind: 'done', acted: true },
      { kind: 'done', acted: true },
    ]);
  });

  it('calls a silent machine that was never told unknown', async () => {
    office.isNasUp = false;
    expect(await run(operation('ensureMachineOff', 'nas'))).toMatchObject({ kind: 'failed', code: 'run/unknownState' });
  });

  it('does not tell the UPS twice', async () => {
    expect(await run(operation('upsOutputOff', 'ups', { delaySeconds: 500 }))).toMatchObject({ kind: 'done', acted: true });
    expect(await run(operation('upsOutputOff', 'ups', { delaySeconds: 500 }))).toMatchObject({ kind: 'done', acted: false });
    expect(office.commands).toEqual(['output off in 500']);
    expect(await run(operation('upsOutputAbort', 'ups'))).toMatchObject({ kind: 'done', acted: true });
    expect(office.isCutPending).toBe(false);
  });

  it('tells a UPS also while something else is pending there, and calls off what it told without a look', async () => {
    office.isCutPending = true;
    expect(await run(operation('upsOutputOff', 'ups', { delaySeconds: 60 }))).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['output off in 60']);
    office.isCutPending = false;
    expect(await run(operation('upsOutputAbort', 'ups'))).toMatchObject({ kind: 'done', acted: true });
    expect(office.commands).toEqual(['output off in 60', 'abort output off']);
  });

  it('does not tell a UPS that would cut what still has to stop', async () => {
    const told = await run(operation('upsOutputOff', 'ups', { delaySeconds: 5000 }));
    expect(told).toMatchObject({
      kind: 'failed',
      code: 'ups/delayTooLong',
      retryable: false,
      message: { params: { max: 600, wanted: 5000 } },
    });
    expect(office.commands).toEqual([]);
  });

  it('checks that everything answers and names what does not', async () => {
    expect(await run(operation('checkOffice', 'office'))).toMatchObject({ kind: 'done', acted: false });
    office.host('esx2').isMute = true;
    expect(await run(operation('checkOffice', 'office'))).toMatchObject({ kind: 'failed', message: { params: { names: 'esx2' } } });
  });

  it('tells this workstation', async () => {
    expect(await run(operation('workstationOff', 'self'))).toMatchObject({ kind: 'done', acted: true });
    expect(office.isWorkstationTold).toBe(true);
  });

  it('turns a fault in an adapter into an outcome, never into a throw', async () => {
    office.workstation = () => {
      throw new Error('broken adapter');
    };
    expect(await run(operation('workstationOff', 'self'))).toMatchObject({ kind: 'failed', code: 'run/unexpected' });
  });
});
