import type { Operation } from '../plan/operation.js';
import type { TriggerKind } from '../policy/power-state.js';
import { notRestored } from '../run/report.js';
import type { RunEffect, RunState } from '../run/run.js';
import { isRunOver } from '../run/step.js';
import type { SimulatedOffice } from './office.js';
import type { Command, World } from './world.js';

/** One broken rule of behaviour.md section 6, by its number there; 0: the journal does not rebuild the state. */
export interface Breach {
  readonly invariant: number;
  readonly what: string;
}

/** Mains counts as back only after it was stable for this long; a trigger meanwhile is still the outage's. */
const graceMs = 45_000;

/** Watches one simulated outage from outside: what was commanded, what is true, and what the run says. */
export class Invariants {
  readonly breaches: Breach[] = [];
  readonly #office: SimulatedOffice;
  readonly #role: 'coordinator' | 'observer';
  /** When the VM was told in this pass: its time counts from there. */
  readonly #toldAtMs = new Map<string, number>();
  readonly #givenUp = new Set<string>();
  readonly #wasTold = new Set<string>();
  #operations: readonly Operation[] = [];
  #hasAuthority = false;
  #isEnough = false;
  #isWorkstationTold = false;

  constructor(office: SimulatedOffice, role: 'coordinator' | 'observer') {
    this.#office = office;
    this.#role = role;
  }

  breach(invariant: number, what: string): void {
    if (this.breaches.length < 5) this.breaches.push({ invariant, what });
  }

  /** A trigger fired or a person asked. */
  decided(trigger: TriggerKind, mainsSinceMs: number | undefined, nowMs: number): void {
    this.#hasAuthority = true;
    if (trigger !== 'person' && mainsSinceMs !== undefined && nowMs - mainsSinceMs > graceMs) {
      this.breach(10, `trigger ${trigger} while mains was there`);
    }
  }

  /** A forward pass begins, with these operations. */
  passBegan(operations: readonly Operation[], isNewRun: boolean, isEnough: boolean): void {
    this.#isEnough = isEnough;
    this.#operations = operations;
    this.#hasAuthority = true;
    // A new run answers for itself only: the one before was restored, or given up by a person.
    if (isNewRun) this.#wasTold.clear();
    this.#toldAtMs.clear();
    this.#givenUp.clear();
  }

  intended(effect: RunEffect & { readonly kind: 'perform' }, nowMs: number): void {
    const { kind, target } = effect.operation;
    if (kind === 'ensureVmOff' && !this.#toldAtMs.has(target.key)) this.#toldAtMs.set(target.key, nowMs);
  }

  told(effect: RunEffect & { readonly kind: 'tell' }): void {
    const { event } = effect;
    if (event.kind === 'operationFailed' && event.final) this.#givenUp.add(event.operation);
  }

  /** The run stopped issuing or ended: whatever is told to stop from now on was asked for by nobody. */
  turnedBack(): void {
    this.#hasAuthority = false;
  }

  crashed(): void {
    // Time lost by a crash was in no forecast.
    this.#isEnough = false;
  }

  restarted(): void {
    this.#isWorkstationTold = false;
  }

  resumed(): void {
    for (const one of this.#operations) if (!this.#givenUp.has(one.id)) this.#toldAtMs.delete(one.target.key);
  }

  commanded(command: Command, world: World, nowMs: number): void {
    if (this.#role === 'observer') this.breach(6, `an observer commanded ${command.kind}`);
    if (this.#isWorkstationTold) this.breach(4, `${command.kind} after this workstation was told to go`);
    if (command.kind === 'start') return;
    if (!this.#hasAuthority) this.breach(1, `${command.kind} without trigger or person`);
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
        this.#upsGoes(world);
        return;
      case 'workstationOff':
        this.#workstationGoes(world);
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

  #upsGoes(world: World): void {
    for (const one of this.#operations) {
      if (one.kind !== 'ensureHostOff' || world.isOff(one.target.key) || this.#givenUp.has(one.id)) continue;
      this.breach(3, `output off told while ${one.target.key} is neither off nor given up`);
    }
  }

  #workstationGoes(world: World): void {
    const hasUps = this.#operations.some((one) => one.kind === 'upsOutputOff');
    if (hasUps && !world.isCutPending) this.breach(4, 'this workstation goes before the UPS has confirmed');
    for (const one of this.#operations) {
      const isCounted = one.kind === 'ensureHostOff' || one.kind === 'ensureMachineOff' || one.kind === 'ensureVmOff';
      if (!isCounted || world.isOff(one.target.key) || this.#givenUp.has(one.id)) continue;
      this.breach(4, `this workstation goes before ${one.target.key}`);
    }
  }

  wentDark(keys: readonly string[], run: RunState | undefined): void {
    // What a run had brought back and a later outage took is not that run's to answer for.
    if (run === undefined || isRunOver(run)) for (const key of keys) this.#wasTold.delete(key);
    if (!this.#isEnough || run === undefined || !['running', 'beyond', 'finished'].includes(run.phase)) return;
    for (const one of run.operations) {
      if (!keys.includes(one.operation.target.key) || this.#givenUp.has(one.operation.id)) continue;
      // Skipped by the plan's own "stop": the run has said that it stays on.
      if (one.status === 'skipped') continue;
      this.breach(7, `${one.operation.target.key} lost power while it ran (${one.status})`);
    }
  }

  ended(run: RunState | undefined, world: World): void {
    if (run === undefined || !run.plan.restore.enabled || run.phase === 'interrupted') return;
    if (!isRunOver(run)) this.breach(8, `the run never came to its end: ${run.phase}`);
    const named = new Set(notRestored(run));
    const names = new Map([...this.#office.compiled.operations, ...this.#operations].map((one) => [one.target.key, one.target.name]));
    for (const key of this.#wasTold) {
      if (!run.restoreWanted && run.stopped.length > 0) continue;
      if (world.isOn(key) || named.has(names.get(key) ?? key)) continue;
      this.breach(8, `${key} was stopped, is not running again and is not named`);
    }
  }
}
