import type { PracticeView } from '../../../shared/snapshot/snapshot.js';
import { alwaysOnWatts, hostCast, nasCast, vclsCast, vmCast, workstationCast, type VmDefinition } from './cast.js';
import { SimulatedCluster } from './cluster.js';
import { Machine, type MachineDefinition } from './machine.js';
import { seededRandom } from './random.js';
import { SimulatedHost } from './simulated-host.js';
import { SimulatedUps } from './simulated-ups.js';
import { SimulatedVm } from './simulated-vm.js';
import { Timeline } from './timeline.js';

/** Something that went down the hard way: what the practice office is there to show and a good plan never causes. */
export interface Incident {
  readonly atSeconds: number;
  readonly kind: 'lostPower' | 'lostHost' | 'lostStorage';
  readonly what: 'vm' | 'host' | 'machine' | 'workstation';
  readonly name: string;
}

export interface WorldOptions {
  readonly seed: number;
  /** Two vCLS agent VMs, as vSphere 7 and 8 keep them. */
  readonly vcls?: boolean;
}

/** The simulated office. Knows no real clock: `advanceTo` moves it, and everything it holds, to a simulated second. */
export class World {
  readonly timeline = new Timeline();
  readonly ups: SimulatedUps;
  readonly hosts: readonly SimulatedHost[];
  readonly vms: readonly SimulatedVm[];
  readonly cluster: SimulatedCluster;
  readonly nas: Machine;
  readonly workstation: Machine;
  readonly #incidents: Incident[] = [];
  readonly #listeners = new Set<() => void>();
  #cardCut = false;

  constructor(options: WorldOptions) {
    const random = seededRandom(options.seed);
    const uuid = () => uuidFrom(random);
    const vary = <T extends MachineDefinition | VmDefinition>(definition: T): T => {
      const factor = () => 0.9 + random() * 0.2;
      return { ...definition, bootSeconds: definition.bootSeconds * factor(), shutdownSeconds: definition.shutdownSeconds * factor() };
    };
    this.ups = new SimulatedUps(
      this.timeline,
      () => this.loadWatts(),
      (on) => this.#outputChanged(on),
    );
    const hasSupply = () => this.ups.isOutputOn;
    this.hosts = hostCast.map((cast) => {
      const host: SimulatedHost = new SimulatedHost(vary(cast), this.timeline, hasSupply, () => this.#hostChanged(host), uuid());
      host.storageUp = () => this.nas.servicesUp;
      return host;
    });
    this.nas = new Machine(vary(nasCast), this.timeline, hasSupply, () => this.#nasChanged());
    this.workstation = new Machine(workstationCast, this.timeline, hasSupply, () => this.#changed());
    this.vms = [...vmCast, ...(options.vcls === true ? vclsCast : [])].map((cast) => {
      const host = this.hosts.find((candidate) => candidate.name === cast.host) ?? this.#firstHost();
      const vm: SimulatedVm = new SimulatedVm(vary(cast), { instance: uuid(), bios: uuid() }, host, this.timeline, () =>
        this.#vmChanged(vm),
      );
      host.register(vm);
      return vm;
    });
    this.cluster = new SimulatedCluster(
      this.hosts,
      this.timeline,
      this.vms.filter((vm) => vm.definition.agent === true),
      () => this.vcenterUp,
      () => this.#changed(),
    );
    for (const machine of [...this.hosts, this.nas, this.workstation]) machine.startRunning();
    for (const vm of this.vms) if (vm.definition.template !== true) vm.startRunning();
  }

  get seconds(): number {
    return this.timeline.seconds;
  }

  get incidents(): readonly Incident[] {
    return this.#incidents;
  }

  get vcenterVm(): SimulatedVm | undefined {
    return this.vms.find((vm) => vm.definition.vcenter === true);
  }

  /** vCenter is a service inside a VM: it answers while that guest is up. */
  get vcenterUp(): boolean {
    const vm = this.vcenterVm;
    return vm !== undefined && vm.servicesUp && vm.host.state === 'on';
  }

  get cardCut(): boolean {
    return this.#cardCut;
  }

  set cardCut(cut: boolean) {
    this.#cardCut = cut;
    this.#changed();
  }

  loadWatts(): number {
    if (!this.ups.isOutputOn) return 0;
    const machines = [...this.hosts, this.nas, this.workstation].reduce((sum, machine) => sum + machine.watts, 0);
    return alwaysOnWatts + machines + this.vms.reduce((sum, vm) => sum + vm.watts, 0);
  }

  advanceTo(seconds: number): void {
    this.timeline.advanceTo(seconds, (step) => this.ups.pass(step));
  }

  setMains(present: boolean): void {
    this.ups.setMains(present);
    this.#changed();
  }

  setCharge(percent: number): void {
    this.ups.battery.chargePercent = percent;
    this.#changed();
  }

  /** False when no VM has this name. */
  setHanging(name: string, hangs: boolean): boolean {
    const vm = this.vms.find((candidate) => candidate.name === name);
    if (vm !== undefined) vm.hanging = hangs;
    return vm !== undefined;
  }

  /** Power button (or Wake-on-LAN) of a host, the NAS or the workstation. False when nothing has this name. */
  pressPowerButton(name: string): boolean {
    const machine = [...this.hosts, this.nas, this.workstation].find((candidate) => candidate.name === name);
    machine?.powerOn();
    return machine !== undefined;
  }

  /** Called after every change that a person or a protocol could see. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  view(speed: number): PracticeView {
    const visible = this.vms.filter((vm) => !vm.removed && vm.definition.template !== true);
    return {
      plugged: this.ups.mains,
      chargePercent: Math.round(this.ups.battery.chargePercent),
      speed,
      cardCut: this.#cardCut,
      hangingVms: visible.filter((vm) => vm.hanging).map((vm) => vm.name),
      vms: visible.map((vm) => ({ name: vm.name, power: describeVm(vm), host: vm.host.name })),
      hosts: this.hosts.map((host) => ({ name: host.name, power: host.state === 'off' && host.lostPower ? 'crashed' : host.state })),
      outputOn: this.ups.isOutputOn,
    };
  }

  #outputChanged(on: boolean): void {
    const machines = [...this.hosts, this.nas, this.workstation];
    // "Power on after AC loss" is set on everything in this office.
    if (on) for (const machine of machines) machine.powerOn();
    else {
      for (const machine of machines) {
        if (!machine.loseSupply()) continue;
        const what = machine instanceof SimulatedHost ? 'host' : machine === this.workstation ? 'workstation' : 'machine';
        this.#incidents.push({ atSeconds: this.seconds, kind: 'lostPower', what, name: machine.name });
      }
    }
    this.#changed();
  }

  #hostChanged(host: SimulatedHost): void {
    if (host.state === 'off') {
      host.forgetTasks();
      this.#crash(host.runningVms(), this.ups.isOutputOn ? 'lostHost' : 'lostPower');
    } else if (host.state === 'on') this.cluster.hostReady();
    this.#changed();
  }

  #nasChanged(): void {
    if (!this.nas.servicesUp && this.ups.isOutputOn)
      this.#crash(
        this.vms.filter((vm) => vm.isOn),
        'lostStorage',
      );
    this.#changed();
  }

  #crash(vms: readonly SimulatedVm[], kind: Incident['kind']): void {
    const crashed = vms.filter((vm) => vm.crash());
    for (const vm of crashed) this.#incidents.push({ atSeconds: this.seconds, kind, what: 'vm', name: vm.name });
    if (crashed.length > 0) this.cluster.hostLost(crashed.filter((vm) => vm.definition.agent !== true));
  }

  #vmChanged(vm: SimulatedVm): void {
    if (!vm.isOn) {
      vm.host.vmsChanged();
      if (vm.definition.agent === true && vm.phase === 'steady') this.cluster.tendAgent(vm);
    }
    this.#changed();
  }

  #changed(): void {
    for (const listener of [...this.#listeners]) listener();
  }

  #firstHost(): SimulatedHost {
    const [first] = this.hosts;
    if (first === undefined) throw new Error('an office without hosts');
    return first;
  }
}

/** VM states as the window names them. */
function describeVm(vm: SimulatedVm): string {
  if (vm.power === 'suspended') return 'suspended';
  if (!vm.isOn) return vm.lastEnd === 'crashed' ? 'crashed' : vm.phase === 'starting' ? 'booting' : 'off';
  if (vm.phase === 'booting') return 'booting';
  return vm.phase === 'shuttingDown' || vm.phase === 'stopping' || vm.phase === 'suspending' ? 'shuttingDown' : 'on';
}

function uuidFrom(random: () => number): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16));
  digits[12] = '4';
  digits[16] = '8';
  const text = digits.join('');
  return [text.slice(0, 8), text.slice(8, 12), text.slice(12, 16), text.slice(16, 20), text.slice(20)].join('-');
}
