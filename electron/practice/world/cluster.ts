import type { SimulatedHost } from './simulated-host.js';
import type { SimulatedVm } from './simulated-vm.js';
import type { Timeline } from './timeline.js';

/** Seconds until HA has noticed a lost host and starts its VMs elsewhere. */
const failureDetectionSeconds = 30;
const migrationSeconds = 12;
const agentRoundSeconds = 30;

/** vSphere HA and DRS of the one cluster. HA works on the hosts and needs no vCenter; DRS and vCLS do. */
export class SimulatedCluster {
  readonly name = 'Office';
  ha = { enabled: true, hostMonitoring: true, admissionControl: true };
  drs: { enabled: boolean; behavior: 'manual' | 'partiallyAutomated' | 'fullyAutomated' } = { enabled: true, behavior: 'fullyAutomated' };
  #vclsEnabled = true;
  readonly #orphans = new Set<SimulatedVm>();
  readonly #tended = new Set<SimulatedVm>();

  constructor(
    readonly hosts: readonly SimulatedHost[],
    readonly timeline: Timeline,
    readonly agents: readonly SimulatedVm[],
    readonly vcenterUp: () => boolean,
    readonly changed: () => void,
  ) {}

  /** VMs that were running on a host that is gone. HA takes them up only if it watches hosts at that moment. */
  hostLost(vms: readonly SimulatedVm[]): void {
    if (!this.ha.enabled || !this.ha.hostMonitoring) return;
    for (const vm of vms) this.#orphans.add(vm);
    this.timeline.after(failureDetectionSeconds, () => this.restartOrphans());
  }

  hostReady(): void {
    this.timeline.after(failureDetectionSeconds, () => this.restartOrphans());
  }

  restartOrphans(): void {
    for (const vm of [...this.#orphans]) {
      if (vm.isOn || vm.lastEnd !== 'crashed' || !this.ha.enabled) {
        this.#orphans.delete(vm);
        continue;
      }
      const host = this.#freeHost([vm.host, ...this.hosts]);
      if (host === undefined) continue;
      this.#orphans.delete(vm);
      if (host !== vm.host) this.move(vm, host);
      vm.powerOn(() => undefined);
    }
  }

  move(vm: SimulatedVm, to: SimulatedHost): void {
    vm.host.unregister(vm);
    to.register(vm);
    this.changed();
  }

  /** Fully automated DRS empties a host that enters maintenance mode, if another one can take the VMs. */
  evacuate(from: SimulatedHost): void {
    if (!this.drs.enabled || this.drs.behavior !== 'fullyAutomated') return;
    from.runningVms().forEach((vm, index) => {
      this.timeline.after(migrationSeconds * (index + 1), () => {
        const to = this.#freeHost(this.hosts.filter((host) => host !== from));
        if (to === undefined || from.maintenance !== 'entering' || !vm.isOn || vm.phase !== 'steady' || !this.vcenterUp()) return;
        this.move(vm, to);
        from.vmsChanged();
      });
    });
  }

  get vclsEnabled(): boolean {
    return this.#vclsEnabled;
  }

  /** Off is retreat mode: vCenter stops and removes its agents, and makes them anew when it is on again. */
  set vclsEnabled(enabled: boolean) {
    this.#vclsEnabled = enabled;
    for (const vm of this.agents) this.tendAgent(vm);
  }

  /** vCenter looks after its agents every half minute, as long as it is up. */
  tendAgent(vm: SimulatedVm): void {
    if (this.#tended.has(vm)) return;
    this.#tended.add(vm);
    this.timeline.after(agentRoundSeconds, () => {
      this.#tended.delete(vm);
      if (vm.isOn === this.#vclsEnabled) return;
      if (!this.vcenterUp()) this.tendAgent(vm);
      else if (!this.#vclsEnabled) this.#retire(vm);
      else {
        vm.removed = false;
        if (vm.host.refusesStart() === undefined) vm.powerOn(() => undefined);
        else this.tendAgent(vm);
      }
    });
  }

  #retire(vm: SimulatedVm): void {
    vm.powerOff(() => {
      vm.removed = true;
      this.changed();
    });
  }

  #freeHost(hosts: readonly SimulatedHost[]): SimulatedHost | undefined {
    return hosts.find((host) => host.refusesStart() === undefined);
  }
}
