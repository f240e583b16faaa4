import type { HostDefinition } from './cast.js';
import { Machine } from './machine.js';
import type { Refusal, SimulatedVm } from './simulated-vm.js';
import type { Timeline } from './timeline.js';

/** An ESXi host: the VMs registered on it, and its maintenance mode, which survives a reboot. */
export class SimulatedHost extends Machine {
  #maintenance: 'out' | 'entering' | 'in' = 'out';
  #bootedAtSeconds = 0;
  readonly #registered = new Map<number, SimulatedVm>();
  #lastVmid = 0;
  #waiting: { readonly done: (refusal?: Refusal) => void; readonly cancel: () => void } | undefined;
  storageUp: () => boolean = () => true;

  constructor(
    override readonly definition: HostDefinition,
    timeline: Timeline,
    hasSupply: () => boolean,
    changed: () => void,
    readonly hardwareUuid: string,
  ) {
    super(definition, timeline, hasSupply, () => {
      if (this.state === 'booting') this.#bootedAtSeconds = timeline.seconds;
      changed();
    });
  }

  get maintenance(): 'out' | 'entering' | 'in' {
    return this.#maintenance;
  }

  get bootedAtSeconds(): number {
    return this.#bootedAtSeconds;
  }

  /** VMs by their number on this host; a VM that comes (back) gets a new number, as on a real host. */
  get registered(): ReadonlyMap<number, SimulatedVm> {
    return this.#registered;
  }

  vmidOf(vm: SimulatedVm): number | undefined {
    for (const [vmid, registered] of this.#registered) if (registered === vm) return vmid;
    return undefined;
  }

  register(vm: SimulatedVm): void {
    this.#lastVmid += 1;
    this.#registered.set(this.#lastVmid, vm);
    vm.host = this;
  }

  unregister(vm: SimulatedVm): void {
    const vmid = this.vmidOf(vm);
    if (vmid !== undefined) this.#registered.delete(vmid);
  }

  runningVms(): readonly SimulatedVm[] {
    return [...this.#registered.values()].filter((vm) => vm.isOn);
  }

  refusesStart(): Refusal | undefined {
    if (this.state !== 'on') return 'HostNotConnected';
    if (this.#maintenance !== 'out') return 'InvalidState';
    return this.storageUp() ? undefined : 'InaccessibleDatastore';
  }

  /** Ends when no VM is on any more, or as `Timedout`; `timeoutSeconds` 0 is no limit. While it runs, no VM can start here. */
  enterMaintenance(timeoutSeconds: number, done: (refusal?: Refusal) => void): Refusal | undefined {
    if (this.#maintenance === 'in') return 'InvalidState';
    if (this.#maintenance === 'entering') return 'TaskInProgress';
    this.#maintenance = 'entering';
    const cancelLimit =
      timeoutSeconds > 0 ? this.timeline.after(timeoutSeconds, () => this.#endWaiting('out', 'Timedout')) : () => undefined;
    const cancelFirst = this.timeline.after(1, () => this.vmsChanged());
    this.#waiting = {
      done,
      cancel: () => {
        cancelLimit();
        cancelFirst();
      },
    };
    this.changed();
    return undefined;
  }

  exitMaintenance(): Refusal | undefined {
    if (this.#maintenance === 'out') return 'InvalidState';
    if (this.#maintenance === 'entering') this.#endWaiting('out', 'InvalidState');
    this.#maintenance = 'out';
    this.changed();
    return undefined;
  }

  vmsChanged(): void {
    if (this.#waiting !== undefined && this.runningVms().length === 0) this.#endWaiting('in');
  }

  /** A task that was running when the host went down is not remembered. */
  forgetTasks(): void {
    this.#waiting?.cancel();
    this.#waiting = undefined;
    if (this.#maintenance === 'entering') this.#maintenance = 'out';
  }

  #endWaiting(maintenance: 'out' | 'in', refusal?: Refusal): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    waiting?.cancel();
    this.#maintenance = maintenance;
    this.changed();
    waiting?.done(refusal);
  }
}
