import type { SimulatedOffice } from './office.js';
import type { Agenda } from './agenda.js';

/** A command that reached the world; what the invariants watch. */
export type Command =
  | { readonly kind: 'vmOff'; readonly key: string; readonly how: 'gentle' | 'force'; readonly wasRunning: boolean }
  | { readonly kind: 'hostOff'; readonly key: string; readonly wasOn: boolean }
  | { readonly kind: 'machineOff'; readonly key: string; readonly wasOn: boolean }
  | { readonly kind: 'upsOff'; readonly wasPending: boolean }
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
const upsRestartMs = 10_000;
const workstationBootMs = 60_000;
/** Nobody switched the output off: a person starts the workstation by hand. */
const personMs = 600_000;
/** From empty to full. */
const chargeMs = 3 * 3_600_000;

/** The simulated office as it really is, in virtual time; nothing in here knows of plans. */
export class World {
  readonly #agenda: Agenda;
  readonly #office: SimulatedOffice;
  readonly #watch: WorldWatch;
  readonly #power = new Map<string, Power>();
  readonly #version = new Map<string, number>();
  readonly #waiters = new Map<string, Set<() => void>>();
  readonly #vmHost: ReadonlyMap<string, string>;
  readonly #fullMs: number;
  #mains = true;
  #output = true;
  #energyMs: number;
  #energyAtMs = 0;
  #cancelEmpty: (() => void) | undefined;
  #cut: (() => void) | undefined;
  #workstation: 'on' | 'off' = 'on';
  isClusterQuiet = false;

  constructor(office: SimulatedOffice, agenda: Agenda, watch: WorldWatch, chargePercent: number) {
    this.#office = office;
    this.#agenda = agenda;
    this.#watch = watch;
    this.#vmHost = new Map(office.vms.map((vm) => [vm.key, vm.hostKey]));
    const running = new Set(office.compiled.ranBefore);
    for (const one of [...office.vms, ...office.hosts, ...office.machines]) this.#power.set(one.key, running.has(one.key) ? 'on' : 'off');
    // Battery as milliseconds of runtime at the load of the start.
    this.#fullMs = office.fullRuntimeSeconds * 1000 * this.#watts();
    this.#energyMs = (this.#fullMs * chargePercent) / 100;
  }

  get hasMains(): boolean {
    return this.#mains;
  }
  get hasOutput(): boolean {
    return this.#output;
  }
  get isWorkstationOn(): boolean {
    return this.#workstation === 'on';
  }
  get isCutPending(): boolean {
    return this.#cut !== undefined;
  }
  get chargePercent(): number {
    this.#settleEnergy();
    return (100 * this.#energyMs) / this.#fullMs;
  }
  /** At the present load. */
  get runtimeSeconds(): number {
    this.#settleEnergy();
    return this.#energyMs / this.#watts() / 1000;
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
  tellUps(delaySeconds: number): void {
    this.#watch.commanded({ kind: 'upsOff', wasPending: this.isCutPending });
    this.#cut?.();
    this.#cut = this.#agenda.after(delaySeconds * 1000, () => {
      this.#cut = undefined;
      this.#loseOutput();
      if (this.#mains) this.#agenda.after(upsRestartMs, () => this.#returnOutput());
    });
  }
  abortUps(): void {
    this.#cut?.();
    this.#cut = undefined;
  }
  shutdownWorkstation(): void {
    this.#watch.commanded({ kind: 'workstationOff' });
    this.#agenda.after(15_000, () => {
      if (this.#workstation === 'off') return;
      this.#workstation = 'off';
      this.#watch.workstationDied();
    });
  }

  loseMains(): void {
    this.#settleEnergy();
    this.#mains = false;
    this.#watchBattery();
  }
  returnMains(): void {
    this.#settleEnergy();
    this.#mains = true;
    this.#watchBattery();
    if (!this.#output) this.#agenda.after(upsRestartMs, () => this.#returnOutput());
    this.#agenda.after(personMs, () => this.#startWorkstation());
  }

  #goDown(key: string, ms: number): void {
    this.#set(key, 'goingDown');
    this.#later(key, ms, () => this.#set(key, 'off'));
  }
  #comeUp(key: string): void {
    if (!this.isOff(key) || !this.#output) return;
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
    this.#settleEnergy();
    this.#power.set(key, power);
    this.#version.set(key, (this.#version.get(key) ?? 0) + 1);
    if (power === 'off') {
      const lost = this.#office.vms.filter((vm) => vm.hostKey === key && this.runs(vm.key));
      for (const vm of lost) this.#set(vm.key, 'off');
    }
    this.#watchBattery();
    const waiters = [...(this.#waiters.get(key) ?? [])];
    this.#waiters.get(key)?.clear();
    for (const run of waiters) run();
  }

  #watts(): number {
    let watts = restWatts;
    for (const host of this.#office.hosts) if (this.#power.get(host.key) !== 'off') watts += hostWatts;
    for (const vm of this.#office.vms) if (this.runs(vm.key)) watts += vmWatts;
    return watts;
  }

  #settleEnergy(): void {
    const passed = this.#agenda.nowMs - this.#energyAtMs;
    this.#energyAtMs = this.#agenda.nowMs;
    if (passed === 0) return;
    if (this.#mains) this.#energyMs = Math.min(this.#fullMs, this.#energyMs + (this.#fullMs * passed) / chargeMs);
    else if (this.#output) this.#energyMs = Math.max(0, this.#energyMs - passed * this.#watts());
  }

  #watchBattery(): void {
    this.#cancelEmpty?.();
    this.#cancelEmpty = undefined;
    if (this.#mains || !this.#output) return;
    this.#cancelEmpty = this.#agenda.after(Math.ceil(this.#energyMs / this.#watts()) + 1, () => this.#loseOutput());
  }

  #loseOutput(): void {
    this.#settleEnergy();
    if (!this.#output) return;
    const dark = [...this.#power].filter(([, power]) => power === 'on' || power === 'goingDown').map(([key]) => key);
    this.#output = false;
    for (const key of this.#power.keys()) if (!this.isOff(key)) this.#set(key, 'off');
    this.#watch.wentDark(dark);
    if (this.#workstation === 'on') {
      this.#workstation = 'off';
      this.#watch.workstationDied();
    }
  }

  #returnOutput(): void {
    if (this.#output || !this.#mains) return;
    this.#output = true;
    this.#watchBattery();
    for (const one of [...this.#office.hosts, ...this.#office.machines]) this.#comeUp(one.key);
    this.#agenda.after(workstationBootMs, () => this.#startWorkstation());
  }

  #startWorkstation(): void {
    if (this.#workstation === 'on' || !this.#output || !this.#mains) return;
    this.#workstation = 'on';
    this.#watch.workstationStarted();
  }
}
