import { describe, expect, it } from 'vitest';
import { planSchema } from '../../shared/plan/plan.js';
import { keepInFreshFolder } from './fresh-folder.js';
import { inventoryMemory, Office, open, plan } from './small-office.js';

keepInFreshFolder();

describe('the engine over a small office', () => {
  it('stays up to the latest safe moment, then takes everything down in order, itself last', async () => {
    const office = new Office();
    const engine = await open(office);
    await office.clock.advance(20_000);
    expect(engine.snapshot()).toMatchObject({ office: 'onMains', uncovered: [] });
    expect(engine.snapshot().plans[0]?.forecast?.verdict).toBe('safe');
    office.power = 'battery';
    await office.clock.advance(60_000);
    expect(engine.snapshot().office).toBe('onBattery');
    expect(engine.snapshot().countdown?.trigger).toBe('latestSafeStart');
    expect(office.log).toEqual([]);
    office.runtimeSeconds = 150;
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off', 'ups off', 'workstation off']);
    await engine.stop();
  });

  it('gives each of two UPSes its own command at the end, and says in the report that nobody saw it and nobody can call it off', async () => {
    const office = new Office();
    office.connections = [...office.connections, { id: 'ups2', title: 'UPS 2', kind: 'ups', address: 'snmp://192.0.2.3' }];
    office.plans = [{ ...plan, ups: ['ups1', 'ups2'] }];
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    await office.clock.advance(180_000);
    expect(office.log).toEqual(['nas off', 'ups off', 'ups2 off', 'workstation off']);
    const runId = engine.snapshot().run?.id ?? '';
    const report = await engine.call('journal.report', { runId });
    const notes = report.ok ? report.value.operations.filter(({ id }) => id.includes('upsOutputOff')).map(({ note }) => note?.key) : [];
    expect(notes).toEqual(['run.remark.upsFinalUnconfirmed', 'run.remark.upsFinalUnconfirmed']);
    await engine.stop();
  });

  it('counts a UPS that falls silent on battery down, and acts in time', async () => {
    const office = new Office();
    office.runtimeSeconds = 400;
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    await office.clock.advance(20_000);
    office.isSilent = true;
    await office.clock.advance(30_000);
    expect(office.log).toEqual([]);
    await office.clock.advance(400_000);
    expect(office.log[0]).toBe('nas off');
    await engine.stop();
  });

  it('asks at once when the system says that its power changed or that it slept, and believes the UPS alone', async () => {
    const office = new Office();
    office.connections = [...office.connections, { id: 'own', title: 'Own', kind: 'ups', address: 'system:' }];
    const engine = await open(office);
    await office.clock.advance(20_500);
    office.asked = [];
    for (let times = 0; times < 3; times += 1) engine.powerHint('powerChanged');
    await office.clock.advance(500);
    expect(office.asked).toEqual(['own']);
    await office.clock.advance(1000);
    office.asked = [];
    engine.powerHint('awoke');
    await office.clock.advance(500);
    expect(office.asked.sort()).toEqual(['own', 'ups1']);
    expect(engine.snapshot()).toMatchObject({ office: 'onMains' });
    await engine.stop();
  });

  it('says that a runtime deserves less belief when the battery needs replacing', async () => {
    const office = new Office();
    office.flags = ['replaceBattery'];
    const engine = await open(office);
    await office.clock.advance(20_000);
    expect(engine.snapshot().plans[0]?.findings.map((finding) => finding.code)).toContain('plan/runtimeDoubted');
    await engine.stop();
  });
});

describe('a trigger', () => {
  it('begins nothing when power comes back while the office is looked at', async () => {
    const office = new Office();
    office.settings = { ...office.settings, 'policy.stableMainsSeconds': 5 };
    const engine = await open(office);
    await office.clock.advance(60_000);
    office.power = 'battery';
    office.isLookSlow = true;
    office.runtimeSeconds = 100;
    for (let step = 0; step < 400 && !office.isLooking; step += 1) await office.clock.advance(50);
    expect(office.isLooking).toBe(true);
    office.power = 'mains';
    await office.clock.advance(120_000);
    expect(office.log).toEqual([]);
    expect(engine.snapshot().notices.map((notice) => notice.topic)).toContain('run/powerBack');
    await engine.stop();
  });
});

describe('what is not known', () => {
  const withHosts = planSchema.parse({
    ...plan,
    steps: [
      { id: 'hosts', title: 'Hosts', action: { kind: 'shutdownHosts' }, timeoutSeconds: 60 },
      ...plan.steps.map((one) => (one.id === 'nas' ? { ...one, after: ['hosts'] } : one)),
    ],
  });

  it('a hypervisor that was never heard is not an empty one: no verdict, a finding, and no UPS cut under it', async () => {
    const office = new Office();
    office.plans = [withHosts];
    office.connections = [...office.connections, { id: 'esx', title: 'esx1', kind: 'vsphere', address: 'vsphere://root@192.0.2.3' }];
    const engine = await open(office);
    await office.clock.advance(20_000);
    const [view] = engine.snapshot().plans;
    expect(view?.forecast?.verdict).toBe('unknown');
    expect(view?.findings).toContainEqual(expect.objectContaining({ code: 'plan/unheard', severity: 'error', target: 'esx' }));
    office.power = 'battery';
    office.runtimeSeconds = 100;
    await office.clock.advance(300_000);
    expect(office.log).toEqual(['nas off']);
    await engine.stop();
  });

  it('one that was heard in an earlier session counts as it was then, also when it does not answer at the start', async () => {
    const office = new Office();
    office.plans = [withHosts];
    office.connections = [...office.connections, { id: 'esx', title: 'esx1', kind: 'vsphere', address: 'vsphere://root@192.0.2.3' }];
    const host = { id: 'ha-host', name: 'esx1', endpoint: 'esx', state: 'connected', maintenance: false, version: '8.0' } as const;
    const inventory = { clusters: [], hosts: [host], vms: [], machines: [] };
    inventoryMemory().save([{ connectionId: 'esx', isVcenter: false, inventory }]);
    const engine = await open(office);
    await office.clock.advance(20_000);
    const [view] = engine.snapshot().plans;
    expect(view?.forecast?.targets.map((one) => one.name)).toContain('esx1');
    expect(view?.findings.map((one) => one.code)).not.toContain('plan/unheard');
    await engine.stop();
  });

  it('a machine that was looked at answers or is silent, and is no longer one that was not tried yet', async () => {
    const office = new Office();
    const engine = await open(office);
    const nas = () => engine.snapshot().connections.find(({ connection }) => connection.id === 'nas')?.status;
    await office.clock.advance(20_000);
    expect(nas()).toBe('answers');
    office.isNasOn = false;
    await engine.runCommand('inventory.refresh');
    expect(nas()).toBe('silent');
    await engine.stop();
  });

  it('a machine that is silent when the trigger fires is told once it answers, and the UPS waits for it', async () => {
    const office = new Office();
    office.isNasOn = false;
    const engine = await open(office);
    await office.clock.advance(20_000);
    expect(engine.snapshot().plans[0]?.findings.map((one) => one.code)).toContain('plan/machineSilent');
    office.power = 'battery';
    office.runtimeSeconds = 100;
    for (let step = 0; step < 100 && engine.snapshot().run === undefined; step += 1) await office.clock.advance(250);
    office.isNasOn = true;
    await office.clock.advance(120_000);
    expect(office.log).toEqual(['nas off', 'ups off', 'workstation off']);
    await engine.stop();
  });

  it('one that stays silent is given up, not told, and not woken afterwards', async () => {
    const office = new Office();
    office.isNasOn = false;
    const engine = await open(office);
    await office.clock.advance(20_000);
    office.power = 'battery';
    office.runtimeSeconds = 100;
    await office.clock.advance(300_000);
    expect(office.log).toEqual(['ups off', 'workstation off']);
    office.power = 'mains';
    await office.clock.advance(600_000);
    expect(office.log).toEqual(['ups off', 'workstation off']);
    await engine.stop();
  });
});
