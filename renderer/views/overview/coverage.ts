import type { Snapshot } from '../../../shared/snapshot/snapshot.js';

export interface KindCoverage {
  readonly kind: 'hosts' | 'vms' | 'machines';
  readonly covered: number;
  readonly total: number;
}

/** Running things by kind and how many of them a step of the active plan takes. Kinds that the office does not have are left out. */
export function coverageByKind(snapshot: Snapshot): readonly KindCoverage[] {
  const { hosts, vms, machines } = snapshot.inventory;
  const uncovered = new Set(snapshot.uncovered);
  const names = {
    hosts: hosts.filter((host) => host.state === 'connected').map((host) => host.name),
    vms: vms.filter((vm) => vm.power === 'on' && !vm.template && !vm.agent && vm.faultTolerance !== 'secondary').map((vm) => vm.name),
    machines: machines.filter((machine) => machine.state === 'on').map((machine) => machine.name),
  };
  return (['hosts', 'vms', 'machines'] as const)
    .map((kind) => ({ kind, total: names[kind].length, covered: names[kind].filter((name) => !uncovered.has(name)).length }))
    .filter(({ total }) => total > 0);
}
