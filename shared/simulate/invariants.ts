import { officeGroupId } from '../plan/feeds.js';
import type { Operation } from '../plan/operation.js';
import type { TriggerKind } from '../policy/power-state.js';
import { notRestored } from '../run/report.js';
import type { RunEffect, RunState } from '../run/run.js';
import { isRunOver } from '../run/step.js';
import type { SimulatedReadings } from './judge.js';
import type { SimulatedOffice } from './office.js';
import type { Command, World } from './world.js';

/** One broken rule of behaviour.md section 6, by its number there; 0: the journal does not rebuild the state. */
export interface Breach {
  readonly invariant: number;
  readonly what: string;
}

/** Mains counts as back only after it was stable for this long; a trigger meanwhile is still the outage's. */
const graceMs = 45_000;

/** Longer than the slowest poll and confirmation: it must be known by then. */
const plainMs = 90_000;

/** Watches one simulated outage from outside: what was commanded, what is true, and what the run says. */
export class Invariants {
  readonly breaches: Breach[] = [];
  readonly #office: SimulatedOffice;
  readonly #role: 'coordinator' | 'observer';
  /** When the VM was told in this pass: its time counts from there. */
  readonly #toldAtMs = new Map<string, number>();
  readonly #givenUp = new Set<string>();
  readonly #wasTold = new Set<string>();
  /** Of each supply group's last pass; one entry where there are no groups. */
  readonly #passes = new Map<string, readonly Operation[]>();
  readonly #authorised = new Set<string>();
  readonly #enough = new Set<string>();
  #isWorkstationTold = false;
  /** By UPS: since when it has no mains. */
  readonly #failedAtMs = new Map<string, number>();
  #silent: ReadonlySet<string> = new Set();
  #startedAtMs = 0;

  constructor(office: SimulatedOffice, role: 'coordinator' | 'observer') {
    this.#office = office;
    this.#role = role;
  }

  breach(invariant: number, what: string): void {
    if (this.breaches.length < 5) this.breaches.push({ invariant, what });
  }

  /** A trigger fired or a person asked. */
  decided(trigger: TriggerKind, mainsSinceMs: number | undefined, nowMs: number): void {
    if (trigger !== 'person' && mainsSinceMs !== undefined && nowMs - mainsSinceMs > graceMs) {
      this.breach(10, `trigger ${trigger} while mains was there`);
    }
  }

  /** A forward pass begins, with these operations. */
  passBegan(pass: {
    readonly groupId?: string;
    readonly operations: readonly Operation[];
    readonly isNewRun: boolean;
    readonly isEnough: boolean;
  }): void {
    const groupId = pass.groupId ?? officeGroupId;
    if (pass.isEnough) this.#enough.add(groupId);
    else this.#enough.delete(groupId);
    this.#passes.set(groupId, pass.operations);
    this.#authorised.add(groupId);
    const isOwn = (key: string) => pass.groupId === undefined || this.#groupOf(key) === groupId;
    // A new run answers for itself only: the one before was restored, or given up by a person.
    if (pass.isNewRun) for (const key of this.#wasTold) if (isOwn(key)) this.#wasTold.delete(key);
    for (const key of this.#toldAtMs.keys()) if (isOwn(key)) this.#toldAtMs.delete(key);
    for (const one of pass.operations) this.#givenUp.delete(one.id);
  }

  get #operations(): readonly Operation[] {
    return [...this.#passes.values()].flat();
  }

  /** Where there are no groups, everything belongs to one. */
  #groupOf(key: string): string {
    return this.#office.groups === undefined ? officeGroupId : this.#office.groupOf(key);
  }

  intended(effect: RunEffect & { readonly kind: 'perform' }, nowMs: number): void {
    const { kind, target } = effect.operation;
    if (this.#isWorkstationTold) this.breach(4, `${kind} ${target.key} begun after this workstation was told to go`);
    if (kind === 'ensureVmOff' && !this.#toldAtMs.has(target.key)) this.#toldAtMs.set(target.key, nowMs);
  }

  told(effect: RunEffect & { readonly kind: 'tell' }): void {
    const { event } = effect;
    if (event.kind === 'operationFailed' && event.final) this.#givenUp.add(event.operation);
  }

  /** The run stopped issuing or ended: whatever is told to stop from now on was asked for by nobody. */
  turnedBack(groupId: string | undefined): void {
    this.#authorised.delete(groupId ?? officeGroupId);
  }

  mainsWent(ups: string, nowMs: number): void {
    this.#failedAtMs.set(ups, nowMs);
  }

  /** Hosts come up with the power on their sockets, though too few supplies may be back: what was promised for the way down is over. */
  mainsCame(ups: string): void {
    this.#failedAtMs.delete(ups);
    for (const group of this.#office.groups ?? []) if (group.upsIds.includes(ups)) this.#enough.delete(group.id);
  }

  crashed(): void {
    // Time lost by a crash was in no forecast.
    this.#enough.clear();
  }

  restarted(nowMs: number): void {
    this.#isWorkstationTold = false;
    this.#startedAtMs = nowMs;
  }

  read(readings: SimulatedReadings): void {
    this.#silent = new Set([...readings].flatMap(([id, reading]) => (reading === undefined ? [id] : [])));
  }

  resumed(): void {
    for (const one of this.#operations) if (!this.#givenUp.has(one.id)) this.#toldAtMs.delete(one.target.key);
  }

  commanded(command: Command, world: World, nowMs: number): void {
    if (this.#role === 'observer') this.breach(6, `an observer commanded ${command.kind}`);
    // Going is what ends with the coordinator. Another group may be coming up on its own mains; what was begun there before is seen through in the last
    // seconds, and looked at again afterwards. Nothing new is begun (see `intended`).
    const isApart = command.kind === 'start' && this.#office.groups !== undefined;
    if (this.#isWorkstationTold && !isApart) this.breach(4, `${command.kind} after this workstation was told to go`);
    if (command.kind === 'start') return;
    if (!this.#isAsked(command)) this.breach(1, `${command.kind} without trigger or person`);
    switch (command.kind) {
      case 'vmOff':
      case 'machineOff':
      case 'hostOff':
        this.#wasTold.add(command.key);
        if (!(command.kind === 'vmOff' ? command.wasRunning : command.wasOn))
          this.breach(5, `${command.kind} ${command.key} without looking`);
        if (command.kind === 'hostOff') this.#hostGoes(command.key, world, nowMs);
        return;
      case 'upsOff':
        if (command.wasPending) this.breach(5, 'output off told again while pending');
        this.#upsGoes(command.ups, world);
        return;
      case 'workstationOff':
        this.#workstationGoes(world);
        this.#nothingIsLeftBehind(world, nowMs);
        this.#isWorkstationTold = true;
    }
  }

  #hostGoes(key: string, world: World, nowMs: number): void {
    for (const vm of world.runningVms(key)) {
      const operation = this.#operations.find((one) => one.kind === 'ensureVmOff' && one.target.key === vm);
      if (operation === undefined) continue;
      const toldAtMs = this.#toldAtMs.get(vm);
      const isTimeOver = toldAtMs !== undefined && nowMs >= toldAtMs + operation.timeoutSeconds * 1000;
      if (!isTimeOver || operation.onTimeout === 'stop') this.breach(2, `${key} told to go while ${vm} of the plan runs on it`);
    }
  }

  /** For what is stopped, somebody must have asked; for a UPS, for something on it. */
  #isAsked(command: Exclude<Command, { readonly kind: 'start' }>): boolean {
    switch (command.kind) {
      case 'upsOff':
        return this.#office.groups === undefined
          ? this.#authorised.size > 0
          : this.#office.groups.some((group) => group.upsIds.includes(command.ups) && this.#authorised.has(group.id));
      case 'workstationOff':
        return this.#authorised.has(this.#groupOf('workstation'));
      default:
        return this.#authorised.has(this.#groupOf(command.key));
    }
  }

  /** Every host on this UPS is off or given up, or has enough supplies without it. */
  #upsGoes(ups: string, world: World): void {
    for (const host of this.#office.hosts) {
      const feeding = this.#office.feeding(host.key);
      if (!feeding.ups.includes(ups) || world.isOff(host.key) || world.isFed(feeding, ups)) continue;
      const operation = this.#operations.find((one) => one.kind === 'ensureHostOff' && one.target.key === host.key);
      if (operation === undefined && this.#office.groups === undefined) continue;
      if (operation !== undefined && this.#givenUp.has(operation.id)) continue;
      this.breach(3, `output of ${ups} told to go off while ${host.key} is neither off nor given up`);
    }
  }

  #workstationGoes(world: World): void {
    const active = [...this.#passes].flatMap(([groupId, operations]) => (this.#authorised.has(groupId) ? operations : []));
    for (const one of active) {
      if (one.kind === 'upsOutputOff') this.#upsMustBeTold(one, world);
      const isCounted = one.kind === 'ensureHostOff' || one.kind === 'ensureMachineOff' || one.kind === 'ensureVmOff';
      if (!isCounted || world.isOff(one.target.key) || this.#givenUp.has(one.id)) continue;
      this.breach(4, `this workstation goes before ${one.target.key}`);
    }
  }

  /** What is plainly on battery is not left to itself, whether or not a run took it. */
  #nothingIsLeftBehind(world: World, nowMs: number): void {
    for (const one of this.#office.compiled.operations) {
      const isCounted = one.kind === 'ensureHostOff' || one.kind === 'ensureMachineOff' || one.kind === 'ensureVmOff';
      if (!isCounted || world.isOff(one.target.key) || this.#givenUp.has(one.id)) continue;
      const { ups, required } = this.#office.feeding(one.kind === 'ensureVmOff' ? world.hostOf(one.target.key) : one.target.key);
      if (ups.length - ups.filter((id) => this.#isPlainlyDark(id, nowMs)).length >= required) continue;
      this.breach(4, `this workstation goes and leaves ${one.target.key} on battery`);
    }
  }

  #isPlainlyDark(ups: string, nowMs: number): boolean {
    const sinceMs = this.#failedAtMs.get(ups);
    return sinceMs !== undefined && !this.#silent.has(ups) && nowMs - Math.max(sinceMs, this.#startedAtMs) > plainMs;
  }

  /** Each UPS that is to go off, not only one of them. One of several that is not on battery is not told: cutting it would help nobody. */
  #upsMustBeTold({ id, target }: Operation, world: World): void {
    const { isCutPending, hasOutput, hasMains } = world.supply(target.id);
    if (isCutPending || !hasOutput || this.#givenUp.has(id) || (this.#office.groups !== undefined && hasMains)) return;
    this.breach(4, `this workstation goes before ${target.id} has confirmed`);
  }

  wentDark(keys: readonly string[], run: RunState | undefined): void {
    for (const part of partsOf(run)) {
      const isOwn = (key: string) => part.groupId === undefined || this.#groupOf(key) === part.groupId;
      // What a run had brought back and a later outage took is not that run's to answer for.
      if (isRunOver(part)) for (const key of keys.filter(isOwn)) this.#wasTold.delete(key);
      // Only a trigger's pass has enough: the drill should have given way to it.
      if (part.trigger === 'drill' && this.#enough.has(part.groupId ?? officeGroupId) && keys.some(isOwn))
        this.breach(7, `${keys.filter(isOwn).join(', ')} lost power while a drill stood in the way`);
      if (!this.#enough.has(part.groupId ?? officeGroupId) || !['running', 'beyond', 'finished'].includes(part.phase)) continue;
      for (const one of part.operations) {
        if (!keys.includes(one.operation.target.key) || this.#givenUp.has(one.operation.id)) continue;
        // Skipped by the plan's own "stop": the run has said that it stays on.
        if (one.status === 'skipped') continue;
        this.breach(7, `${one.operation.target.key} lost power while it ran (${one.status})`);
      }
    }
    if (run === undefined) for (const key of keys) this.#wasTold.delete(key);
  }

  ended(run: RunState | undefined, world: World): void {
    for (const part of partsOf(run)) this.#partEnded(part, world);
    if (run === undefined || partsOf(run).some((part) => !part.plan.restore.enabled || part.phase === 'interrupted')) return;
    const isNamed = run.stopped.some((one) => one.kind === 'prepareCluster');
    const isOurs = run.operations.some((one) => one.operation.kind === 'prepareCluster' && one.status === 'done' && one.acted === true);
    if (world.isClusterQuiet && isOurs && !isNamed) this.breach(8, 'the cluster was never given its settings back and is not named');
  }

  #partEnded(run: RunState, world: World): void {
    if (!run.plan.restore.enabled || run.phase === 'interrupted') return;
    if (!isRunOver(run)) this.breach(8, `the run never came to its end: ${run.phase}`);
    const named = new Set(notRestored(run));
    const names = new Map([...this.#office.compiled.operations, ...this.#operations].map((one) => [one.target.key, one.target.name]));
    for (const key of this.#wasTold) {
      if (run.groupId !== undefined && this.#groupOf(key) !== run.groupId) continue;
      if (!run.restoreWanted && run.stopped.length > 0) continue;
      if (world.isOn(key) || named.has(names.get(key) ?? key)) continue;
      this.breach(8, `${key} was stopped, is not running again and is not named`);
    }
  }
}

function partsOf(run: RunState | undefined): readonly RunState[] {
  return run === undefined ? [] : (run.lanes ?? [run]);
}
