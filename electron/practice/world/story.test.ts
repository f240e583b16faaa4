import { beforeEach, describe, expect, it } from 'vitest';
import { World } from './world.js';

let world: World;
const vm = (name: string) => world.vms.find((candidate) => candidate.name === name)!;
const host = (name: string) => world.hosts.find((candidate) => candidate.name === name)!;

function until(isSo: () => boolean, limitSeconds = 600): void {
  const end = world.seconds + limitSeconds;
  while (!isSo()) {
    if (world.seconds >= end) throw new Error(`not so after ${limitSeconds} s`);
    world.advanceTo(world.seconds + 1);
  }
}
function shutDown(...names: string[]): void {
  for (const name of names) if (vm(name).definition.tools) vm(name).shutdownGuest();
  for (const name of names) if (!vm(name).definition.tools) vm(name).powerOff(() => {});
  until(() => names.every((name) => !vm(name).isOn));
}
function shutDownHosts(): void {
  for (const one of world.hosts) one.enterMaintenance(60, () => {});
  until(() => world.hosts.every((one) => one.maintenance === 'in'));
  for (const one of world.hosts) one.shutDown();
  until(() => world.hosts.every((one) => one.state === 'off'));
}
function shutDownOffice(): void {
  world.cluster.ha.hostMonitoring = false;
  world.cluster.drs.behavior = 'manual';
  shutDown('file01', 'print01', 'nvr01');
  shutDown('app01', 'mail01', 'web01');
  shutDown('sql01', 'dc01');
  shutDown('vcsa');
  shutDownHosts();
  world.nas.shutDown();
  until(() => world.nas.state === 'off');
}

describe('an outage in the practice office', () => {
  beforeEach(() => {
    world = new World({ seed: 1 });
  });

  it('fits the battery several times over when the order is kept, and loses nothing', () => {
    world.setMains(false);
    world.advanceTo(10);
    const runtimeSeconds = world.ups.runtimeSeconds;
    const startedAt = world.seconds;
    shutDownOffice();
    expect(world.seconds - startedAt).toBeLessThan(runtimeSeconds / 3);
    world.ups.shutdownAfter(90, true);
    world.workstation.shutDown();
    until(() => !world.ups.isOutputOn);
    expect(world.incidents).toEqual([]);
    expect(world.ups.output).toBe('sleepingUntilPowerReturn');
    expect(world.vms.every((one) => one.lastEnd !== 'crashed')).toBe(true);
  });

  it('comes back with mains: everything with a power supply starts, VMs wait to be started', () => {
    world.setMains(false);
    world.advanceTo(10);
    shutDownOffice();
    world.ups.shutdownAfter(60, true);
    world.workstation.shutDown();
    until(() => !world.ups.isOutputOn);
    world.setMains(true);
    until(() => world.workstation.state === 'on' && world.nas.state === 'on' && world.hosts.every((one) => one.state === 'on'));
    expect(host('esx01').maintenance).toBe('in');
    expect(vm('vcsa').isOn).toBe(false);
    for (const one of world.hosts) one.exitMaintenance();
    for (const one of world.vms) one.powerOn(() => {});
    until(() => world.vcenterUp && world.vms.every((one) => one.servicesUp || one.definition.template === true));
    expect(world.incidents).toEqual([]);
  });

  it('crashes what was forgotten, names it, and HA starts it when a host is back', () => {
    world.setMains(false);
    world.advanceTo(10);
    world.ups.shutdownAfter(0, true);
    world.setMains(true);
    expect(world.incidents.filter((incident) => incident.what === 'vm')).toHaveLength(9);
    expect(world.incidents.filter((incident) => incident.what === 'host')).toHaveLength(2);
    until(() => vm('sql01').isOn && vm('vcsa').isOn);
    expect(world.view(1).vms.find((one) => one.name === 'sql01')?.power).toBe('booting');
  });

  it('punishes the wrong order: storage before hosts', () => {
    world.setMains(false);
    world.nas.shutDown();
    until(() => world.nas.state === 'off');
    expect(world.incidents.every((incident) => incident.kind === 'lostStorage')).toBe(true);
    expect(world.incidents).toHaveLength(9);
  });

  it('cuts a host that has closed its ports and is not yet off, when the UPS does not wait', () => {
    shutDown('print01', 'mail01', 'web01', 'dc01');
    host('esx02').shutDown();
    until(() => !host('esx02').servicesUp);
    world.ups.shutdownAfter(0, true);
    expect(world.incidents).toContainEqual(expect.objectContaining({ kind: 'lostPower', name: 'esx02' }));
  });
});
