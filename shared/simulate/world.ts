import type { Feeding, SimulatedOffice } from './office.js';
import type { Agenda } from './agenda.js';
import { SimulatedSupply } from './supply.js';

/** A command that reached the world; what the invariants watch. */
export type Command =
  | { readonly kind: 'vmOff'; readonly key: string; readonly how: 'gentle' | 'force'; readonly wasRunning: boolean }
  | { readonly kind: 'hostOff'; readonly key: string; readonly wasOn: boolean }
  | { readonly kind: 'machineOff'; readonly key: string; readonly wasOn: boolean }
  | { readonly kind: 'upsOff'; readonly ups: string; readonly wasPending: boolean }
  | { readonly kind: 'workstationOff' }
  | { readonly kind: 'start'; readonly key: string };

type Power = 'on' | 'off' | 'goingDown' | 'comingUp';

export interface WorldWatch {
  readonly commanded: (command: Command) => void;
  /** Keys that lost power while they ran. */
  readonly wentDark: (keys: readonly string[]) => void;
  readonly workstationDied: () => void;
  readonly workstationStarted: () => void;
}

const hostWatts = 150;
const vmWatts = 25;
const restWatts = 60;
const workstationBootMs = 60_000;
/** Nobody switched the output off: a person starts the workstation by hand. */
const personMs = 600_000;

/** The simulated office as it really is, in virtual time; nothing in here knows of plans. */
export class World {
  readonly #agenda: Agenda;
  readonly #office: SimulatedOffice;
  readonly #watch: WorldWatch;
  readonly #power = new Map<string, Power>();
  readonly #version = new Map<string, number>();
  readonly #waiters = new Map<string, Set<() => void>>();
  readonly #vmHost: ReadonlyMap<string, string>;
  readonly #supplies: readonly SimulatedSupply[];
  #workstation: 'on' | 'off' = 'on';
  isClusterQuiet = false;

  constructor(office: SimulatedOffice, agenda: Agenda, watch: WorldWatch, chargePercent: number) {
    this.#office = office;
    this.#agenda = agenda;
    this.#watch = watch;
    this.#vmHost = new Map(office.vms.map((vm) => [vm.key, vm.hostKey]));
    const running = new Set(office.compiled.ranBefore);
    for (const one of [...office.vms, ...office.hosts, ...office.machines]) this.#power.set(one.key, running.has(one.key) ? 'on' : 'off');
    this.#supplies = office.supplies.map(({ id, fullRuntimeSeconds }) => {
      const watch = { watts: () => this.#watts(id), lost: () => this.#loseOutput(), returned: () => this.#returnOutput(id) };
      return new SimulatedSupply(id, agenda, watch, fullRuntimeSeconds, chargePercent);
    });
  }

  /** As an adapter would tell it. */
  inventoryNow(): SimulatedOffice['inventory'] {
    const { inventory } = this.#office;
    return {
      clusters: inventory.clusters,
      hosts: inventory.hosts.map((one) => (this.isOff(`host:${one.endpoint}/${one.id}`) ? { ...one, state: 'off' } : one)),
      vms: inventory.vms.map((one) => ({ ...one, power: this.runs(`vm:${one.endpoint}/${one.id}`) ? 'on' : 'off' })),
      machines: inventory.machines.map((one) => ({ ...one, state: this.runs(`machine:${one.id}`) ? 'on' : 'off' })),
    };
  }

  supply(id: string): SimulatedSupply {
    const found = this.#supplies.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no UPS ${id}`);
    return found;
  }
  get supplies(): readonly SimulatedSupply[] {
    return this.#supplies;
  }
  get isWorkstationOn(): boolean {
    return this.#workstation === 'on';
  }
  /** Whether enough of the supplies have output; `without` counts as cut. */
  isFed({ ups, required }: Feeding, without?: string): boolean {
    return ups.filter((id) => id !== without && this.#hasOutput(id)).length >= required;
  }

  isOff(key: string): boolean {
    return this.#power.get(key) === 'off';
  }
  isOn(key: string): boolean {
    return this.#power.get(key) === 'on';
  }
  /** On, or on its way down: it still needs power. */
  runs(key: string): boolean {
    const power = this.#power.get(key);
    return power === 'on' || power === 'goingDown';
  }
  hostOf(vmKey: string): string {
    return this.#vmHost.get(vmKey) ?? '';
  }
  runningVms(host: string): readonly string[] {
    return this.#office.vms.filter((vm) => vm.hostKey === host && this.runs(vm.key)).map((vm) => vm.key);
  }
  isReachable(host: string): boolean {
    return this.runs(host) && !this.#office.hosts.some((one) => one.key === host && one.dead);
  }

  /** Calls back once, when the thing has changed next. */
  onChange(key: string, run: () => void): () => void {
    const set = this.#waiters.get(key) ?? new Set();
    this.#waiters.set(key, set);
    set.add(run);
    return () => set.delete(run);
  }

  shutdownGuest(key: string): void {
    this.#watch.commanded({ kind: 'vmOff', key, how: 'gentle', wasRunning: this.runs(key) });
    const vm = this.#office.vms.find((one) => one.key === key);
    if (vm === undefined || vm.hangs || !this.isOn(key)) return;
    this.#goDown(key, vm.shutdownMs);
  }
  powerOffVm(key: string): void {
    this.#watch.commanded({ kind: 'vmOff', key, how: 'force', wasRunning: this.runs(key) });
    if (this.runs(key)) this.#goDown(key, 1500);
  }
  shutdownHost(key: string): void {
    this.#watch.commanded({ kind: 'hostOff', key, wasOn: this.runs(key) });
    const host = this.#office.hosts.find((one) => one.key === key);
    if (host !== undefined && this.isOn(key)) this.#goDown(key, host.shutdownMs);
  }
  shutdownMachine(key: string): void {
    this.#watch.commanded({ kind: 'machineOff', key, wasOn: this.runs(key) });
    const machine = this.#office.machines.find((one) => one.key === key);
    if (machine !== undefined && this.isOn(key)) this.#goDown(key, machine.shutdownMs);
  }
  startVm(key: string): boolean {
    this.#watch.commanded({ kind: 'start', key });
    if (!this.isOn(this.hostOf(key))) return false;
    this.#set(key, 'on');
    return true;
  }
  wake(key: string): void {
    this.#watch.commanded({ kind: 'start', key });
    const host = this.#office.hosts.find((one) => one.key === key);
    if (host?.wakes !== false) this.#comeUp(key);
  }
  tellUps(id: string, delaySeconds: number): void {
    const supply = this.supply(id);
    this.#watch.commanded({ kind: 'upsOff', ups: id, wasPending: supply.isCutPending });
    supply.tell(delaySeconds);
  }

  shutdownWorkstation(): void {
    this.#watch.commanded({ kind: 'workstationOff' });
    this.#agenda.after(15_000, () => {
      if (this.#workstation === 'off') return;
      this.#workstation = 'off';
      this.#watch.workstationDied();
    });
  }

  setMains(id: string, isOn: boolean): void {
    this.supply(id).setMains(isOn);
    if (isOn) this.#agenda.after(personMs, () => this.#startWorkstation());
  }

  #goDown(key: string, ms: number): void {
    this.#set(key, 'goingDown');
    this.#later(key, ms, () => this.#set(key, 'off'));
  }
  #comeUp(key: string): void {
    if (!this.isOff(key) || !this.isFed(this.#office.feeding(key))) return;
    const thing = [...this.#office.hosts, ...this.#office.machines].find((one) => one.key === key);
    this.#set(key, 'comingUp');
    this.#later(key, thing?.bootMs ?? 0, () => this.#set(key, 'on'));
  }

  /** Happens only if nothing else has happened to the thing meanwhile. */
  #later(key: string, ms: number, run: () => void): void {
    const version = this.#version.get(key);
    this.#agenda.after(ms, () => {
      if (this.#version.get(key) === version) run();
    });
  }

  #set(key: string, power: Power): void {
    for (const supply of this.#supplies) supply.settle();
    this.#power.set(key, power);
    this.#version.set(key, (this.#version.get(key) ?? 0) + 1);
    if (power === 'off') {
      const lost = this.#office.vms.filter((vm) => vm.hostKey === key && this.runs(vm.key));
      for (const vm of lost) this.#set(vm.key, 'off');
    }
    for (const supply of this.#supplies) supply.watchBattery();
    const waiters = [...(this.#waiters.get(key) ?? [])];
    this.#waiters.get(key)?.clear();
    for (const run of waiters) run();
  }

  #hasOutput(id: string): boolean {
    // While the supplies are being made, all of them have.
    return (this.#supplies as readonly SimulatedSupply[] | undefined)?.find((one) => one.id === id)?.hasOutput ?? true;
  }

  /** What this supply carries: of what hangs on several that have output, its share. */
  #watts(id: string): number {
    const share = (feeding: Feeding, watts: number) => {
      if (!feeding.ups.includes(id) || !this.#hasOutput(id)) return 0;
      return watts / feeding.ups.filter((one) => this.#hasOutput(one)).length;
    };
    let watts = share(this.#office.feeding('workstation'), restWatts);
    for (const host of this.#office.hosts) {
      if (this.#power.get(host.key) !== 'off') watts += share(this.#office.feeding(host.key), hostWatts);
    }
    for (const vm of this.#office.vms) if (this.runs(vm.key)) watts += share(this.#office.feeding(vm.hostKey), vmWatts);
    return watts;
  }

  #feedingOf(key: string): Feeding {
    return this.#office.feeding(this.#vmHost.get(key) ?? key);
  }

  #loseOutput(): void {
    const unfed = [...this.#power].filter(([key]) => !this.isFed(this.#feedingOf(key)));
    const dark = unfed.filter(([, power]) => power === 'on' || power === 'goingDown').map(([key]) => key);
    for (const [key] of unfed) if (!this.isOff(key)) this.#set(key, 'off');
    for (const supply of this.#supplies) supply.watchBattery();
    if (dark.length > 0) this.#watch.wentDark(dark);
    if (this.#workstation === 'on' && !this.isFed(this.#office.feeding('workstation'))) {
      this.#workstation = 'off';
      this.#watch.workstationDied();
    }
  }

  /** What had lost its power and has enough of it again starts by itself. */
  #returnOutput(id: string): void {
    for (const supply of this.#supplies) supply.watchBattery();
    for (const one of [...this.#office.hosts, ...this.#office.machines]) {
      const feeding = this.#office.feeding(one.key);
      if (feeding.ups.includes(id) && !this.isFed(feeding, id)) this.#comeUp(one.key);
    }
    this.#agenda.after(workstationBootMs, () => this.#startWorkstation());
  }

  #startWorkstation(): void {
    const feeding = this.#office.feeding('workstation');
    const hasMains = feeding.ups.some((id) => this.supply(id).hasMains);
    if (this.#workstation === 'on' || !this.isFed(feeding) || !hasMains) return;
    this.#workstation = 'on';
    this.#watch.workstationStarted();
  }
}
