import { describe, expect, it } from 'vitest';
import { World } from './world.js';

const open = () => new World({ seed: 1 });
const vm = (world: World, name: string) => world.vms.find((candidate) => candidate.name === name)!;
const host = (world: World, name: string) => world.hosts.find((candidate) => candidate.name === name)!;
const pass = (world: World, seconds: number) => world.advanceTo(world.seconds + seconds);
/** Moves on until it is so; fails when it does not become so within `limit` simulated seconds. */
function until(world: World, limit: number, isSo: () => boolean): number {
  const start = world.seconds;
  while (!isSo()) {
    if (world.seconds - start > limit) throw new Error(`not so after ${limit} s`);
    pass(world, 1);
  }
  return world.seconds - start;
}

describe('the UPS of the practice office', () => {
  it('opens on mains, charged, with everything on', () => {
    const world = open();
    expect(world.view(1)).toMatchObject({ plugged: true, chargePercent: 100, outputOn: true, cardCut: false });
    expect(world.view(1).vms.every((entry) => entry.power === 'on')).toBe(true);
    expect(world.ups.output).toBe('onLine');
    expect(world.ups.secondsOnBattery).toBe(0);
  });

  it('drains on battery as fast as its runtime says, and not in a straight line of charge', () => {
    const world = open();
    world.setMains(false);
    pass(world, 1);
    const promised = world.ups.runtimeSeconds;
    expect(promised).toBeGreaterThan(900);
    expect(promised).toBeLessThan(2400);
    pass(world, promised / 2);
    expect(world.ups.runtimeSeconds).toBeCloseTo(promised / 2, 0);
    expect(world.ups.battery.chargePercent).toBeGreaterThan(50);
    pass(world, promised / 2 - 60);
    expect(world.ups.isBatteryLow).toBe(true);
    expect(world.ups.battery.volts(true)).toBeLessThan(46);
  });

  it('gives more runtime when the load becomes less', () => {
    const world = open();
    world.setMains(false);
    pass(world, 10);
    const before = world.ups.runtimeSeconds;
    for (const name of ['file01', 'app01', 'mail01']) vm(world, name).powerOff(() => undefined);
    pass(world, 5);
    expect(world.ups.runtimeSeconds).toBeGreaterThan(before);
  });

  it('takes everything down with it when the battery is empty, and remembers what was lost', () => {
    const world = open();
    world.setMains(false);
    until(world, 3000, () => !world.ups.isOutputOn);
    expect(world.ups.output).toBe('sleepingUntilPowerReturn');
    expect(world.hosts.every((one) => one.state === 'off' && one.lostPower)).toBe(true);
    expect(vm(world, 'sql01').lastEnd).toBe('crashed');
    expect(world.incidents.map((incident) => incident.name)).toEqual(
      expect.arrayContaining(['sql01', 'vcsa', 'esx01', 'nas01', 'workstation']),
    );
    expect(world.view(1).vms.find((entry) => entry.name === 'sql01')?.power).toBe('crashed');
  });

  it('returns with mains only when the battery has the charge it was told to wait for', () => {
    const world = open();
    world.setMains(false);
    until(world, 3000, () => !world.ups.isOutputOn);
    world.ups.settings.minReturnPercent = 40;
    world.setMains(true);
    pass(world, 30);
    expect(world.ups.isOutputOn).toBe(false);
    until(world, 2000, () => world.ups.isOutputOn);
    expect(world.ups.battery.chargePercent).toBeGreaterThanOrEqual(40);
    expect(host(world, 'esx01').state).toBe('booting');
  });

  it('cycles its output after the delay even when mains came back meanwhile', () => {
    const world = open();
    world.setMains(false);
    pass(world, 60);
    world.ups.shutdownAfter(90, true);
    expect(world.ups.isShutdownPending).toBe(true);
    pass(world, 30);
    world.setMains(true);
    pass(world, 59);
    expect(world.ups.isOutputOn).toBe(true);
    pass(world, 2);
    expect(world.ups.output).toBe('rebooting');
    until(world, 60, () => world.ups.isOutputOn);
    expect(world.ups.isShutdownPending).toBe(false);
  });

  it('stays off when it was told to, until it is turned on', () => {
    const world = open();
    world.ups.shutdownAfter(0, false);
    pass(world, 600);
    expect(world.ups.output).toBe('off');
    world.ups.turnOn();
    expect(world.ups.output).toBe('onLine');
  });

  it('runs from its battery during a self test and passes it', () => {
    const world = open();
    world.ups.startSelfTest();
    pass(world, 2);
    expect(world.ups.isSelfTesting).toBe(true);
    expect(world.ups.output).toBe('onBattery');
    until(world, 30, () => !world.ups.isSelfTesting);
    expect(world.ups.hasSelfTested).toBe(true);
    expect(world.ups.output).toBe('onLine');
  });

  it('can be set to any charge', () => {
    const world = open();
    for (const percent of [0, 12, 33, 50, 99, 100]) {
      world.setCharge(percent);
      expect(world.ups.battery.chargePercent).toBeCloseTo(percent, 6);
    }
  });
});

describe('VMs', () => {
  it('take their time to shut down and end cleanly', () => {
    const world = open();
    expect(vm(world, 'sql01').shutdownGuest()).toBeUndefined();
    expect(vm(world, 'sql01').shutdownGuest()).toBe('TaskInProgress');
    const seconds = until(world, 120, () => !vm(world, 'sql01').isOn);
    expect(seconds).toBeGreaterThan(40);
    expect(seconds).toBeLessThan(70);
    expect(vm(world, 'sql01').lastEnd).toBe('clean');
    expect(world.incidents).toEqual([]);
  });

  it('refuse a guest shutdown without VMware Tools, and when they are off', () => {
    const world = open();
    expect(vm(world, 'nvr01').shutdownGuest()).toBe('ToolsUnavailable');
    vm(world, 'nvr01').powerOff(() => undefined);
    pass(world, 3);
    expect(vm(world, 'nvr01').shutdownGuest()).toBe('InvalidPowerState');
    expect(vm(world, 'nvr01').lastEnd).toBe('forced');
  });

  it('hang for as long as they are made to, and can be powered off by force', () => {
    const world = open();
    expect(world.setHanging('file01', true)).toBe(true);
    expect(world.setHanging('no-such-vm', true)).toBe(false);
    vm(world, 'file01').shutdownGuest();
    pass(world, 600);
    expect(vm(world, 'file01').isOn).toBe(true);
    vm(world, 'file01').powerOff(() => undefined);
    pass(world, 3);
    expect(vm(world, 'file01').lastEnd).toBe('forced');
  });

  it('finish the shutdown they were hanging in', () => {
    const world = open();
    world.setHanging('file01', true);
    vm(world, 'file01').shutdownGuest();
    pass(world, 600);
    world.setHanging('file01', false);
    expect(vm(world, 'file01').lastEnd).toBe('clean');
  });

  it('keep a suspended state through a loss of power', () => {
    const world = open();
    vm(world, 'nvr01').suspend(() => undefined);
    until(world, 30, () => vm(world, 'nvr01').power === 'suspended');
    world.ups.shutdownAfter(0, true);
    pass(world, 5);
    expect(vm(world, 'nvr01').power).toBe('suspended');
    expect(world.incidents.map((incident) => incident.name)).not.toContain('nvr01');
  });

  it('take vCenter with them when its VM goes', () => {
    const world = open();
    expect(world.vcenterUp).toBe(true);
    vm(world, 'vcsa').shutdownGuest();
    pass(world, 5);
    expect(world.vcenterUp).toBe(true);
    until(world, 60, () => !world.vcenterUp);
    until(world, 60, () => !vm(world, 'vcsa').isOn);
    vm(world, 'vcsa').powerOn(() => undefined);
    pass(world, 60);
    expect(vm(world, 'vcsa').isOn).toBe(true);
    expect(world.vcenterUp).toBe(false);
    until(world, 200, () => world.vcenterUp);
  });
});

describe('hosts and the cluster', () => {
  it('go into maintenance mode only when no VM is on, and let none start meanwhile', () => {
    const world = open();
    world.cluster.drs.behavior = 'manual';
    let ended: string | undefined;
    host(world, 'esx02').enterMaintenance(0, (refusal) => (ended = refusal ?? 'done'));
    pass(world, 30);
    expect(host(world, 'esx02').maintenance).toBe('entering');
    for (const running of host(world, 'esx02').runningVms()) running.powerOff(() => undefined);
    pass(world, 3);
    expect(ended).toBe('done');
    let refused: string | undefined;
    vm(world, 'web01').powerOn((refusal) => (refused = refusal));
    pass(world, 5);
    expect(refused).toBe('InvalidState');
  });

  it('give up maintenance mode when its limit is over', () => {
    const world = open();
    let ended: string | undefined;
    host(world, 'esx02').enterMaintenance(20, (refusal) => (ended = refusal));
    pass(world, 25);
    expect(ended).toBe('Timedout');
    expect(host(world, 'esx02').maintenance).toBe('out');
  });

  it('close their ports before they are off, and keep maintenance mode through a reboot', () => {
    const world = open();
    for (const running of host(world, 'esx02').runningVms()) running.powerOff(() => undefined);
    pass(world, 3);
    host(world, 'esx02').enterMaintenance(0, () => undefined);
    pass(world, 2);
    host(world, 'esx02').shutDown();
    until(world, 60, () => !host(world, 'esx02').servicesUp);
    expect(host(world, 'esx02').state).toBe('shuttingDown');
    until(world, 60, () => host(world, 'esx02').state === 'off');
    expect(host(world, 'esx02').lostPower).toBe(false);
    expect(world.incidents).toEqual([]);
    world.pressPowerButton('esx02');
    until(world, 200, () => host(world, 'esx02').state === 'on');
    expect(host(world, 'esx02').maintenance).toBe('in');
  });

  it('lose the VMs that still run when a host goes down, and HA starts them on the other one', () => {
    const world = open();
    host(world, 'esx02').shutDown();
    until(world, 60, () => host(world, 'esx02').state === 'off');
    expect(vm(world, 'mail01').lastEnd).toBe('crashed');
    expect(world.incidents).toContainEqual(expect.objectContaining({ kind: 'lostHost', name: 'mail01' }));
    until(world, 60, () => vm(world, 'mail01').isOn);
    expect(vm(world, 'mail01').host.name).toBe('esx01');
  });

  it('are left alone by HA while host monitoring is off', () => {
    const world = open();
    world.cluster.ha.hostMonitoring = false;
    host(world, 'esx02').shutDown();
    pass(world, 300);
    expect(vm(world, 'mail01').isOn).toBe(false);
  });

  it('are emptied by fully automated DRS', () => {
    const world = open();
    host(world, 'esx02').enterMaintenance(0, () => undefined);
    world.cluster.evacuate(host(world, 'esx02'));
    until(world, 200, () => host(world, 'esx02').maintenance === 'in');
    expect(vm(world, 'mail01').host.name).toBe('esx01');
    expect(vm(world, 'mail01').isOn).toBe(true);
  });

  it('lose their VMs when the storage goes first', () => {
    const world = open();
    world.nas.shutDown();
    until(world, 60, () => world.nas.state === 'off');
    expect(world.incidents).toContainEqual(expect.objectContaining({ kind: 'lostStorage', name: 'sql01' }));
    let refused: string | undefined;
    vm(world, 'sql01').powerOn((refusal) => (refused = refusal));
    pass(world, 5);
    expect(refused).toBe('InaccessibleDatastore');
  });

  it('keep vCLS agents running until retreat mode', () => {
    const world = new World({ seed: 1, vcls: true });
    const agents = world.vms.filter((candidate) => candidate.definition.agent === true);
    expect(agents).toHaveLength(2);
    agents[0]!.powerOff(() => undefined);
    pass(world, 5);
    expect(agents[0]!.isOn).toBe(false);
    until(world, 60, () => agents[0]!.isOn);
    world.cluster.vclsEnabled = false;
    until(world, 120, () => agents.every((agent) => agent.removed));
  });
});

describe('the same seed', () => {
  it('gives the same office, another one other durations', () => {
    const durations = (seed: number) => new World({ seed }).vms.map((one) => [one.uuid.instance, one.definition.shutdownSeconds]);
    expect(durations(7)).toEqual(durations(7));
    expect(durations(7)).not.toEqual(durations(8));
  });
});
