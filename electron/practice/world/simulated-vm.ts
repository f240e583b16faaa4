import type { VmDefinition } from './cast.js';
import type { SimulatedHost } from './simulated-host.js';
import type { Timeline } from './timeline.js';

export type VmPowerState = 'poweredOn' | 'poweredOff' | 'suspended';
export type VmPhase = 'steady' | 'booting' | 'shuttingDown' | 'suspending' | 'starting' | 'stopping';
/** How it last went off: `crashed` when its host, its storage or its power went away under it. */
export type VmEnd = 'clean' | 'forced' | 'suspended' | 'crashed';

/** Why a host or vCenter says no, in the words of its faults. */
export type Refusal =
  | 'InvalidPowerState'
  | 'ToolsUnavailable'
  | 'TaskInProgress'
  | 'InvalidState'
  | 'NotSupported'
  | 'HostNotConnected'
  | 'InaccessibleDatastore'
  | 'Timedout';

const powerOnSeconds = 2;
const powerOffSeconds = 1.5;
const suspendSeconds = 15;
/** Share of a guest's shutdown after which its services, and VMware Tools with them, are gone. */
const servicesShare = 0.3;

type Done = (refusal?: Refusal) => void;

/** One VM: registered on one host at a time, stopped by its guest, by force, or by what happens to its host. */
export class SimulatedVm {
  #power: VmPowerState = 'poweredOff';
  #phase: VmPhase = 'steady';
  #hanging = false;
  #servicesUp = false;
  #guestDone = false;
  #cancel: () => void = () => undefined;
  lastEnd: VmEnd = 'clean';
  /** Removed from the inventory (a retreated vCLS VM). */
  removed = false;

  constructor(
    readonly definition: VmDefinition,
    readonly uuid: { readonly instance: string; readonly bios: string },
    public host: SimulatedHost,
    readonly timeline: Timeline,
    readonly changed: () => void,
  ) {}

  get name(): string {
    return this.definition.name;
  }

  get power(): VmPowerState {
    return this.#power;
  }

  get phase(): VmPhase {
    return this.#phase;
  }

  get isOn(): boolean {
    return this.#power === 'poweredOn';
  }

  /** The guest's own services answer. */
  get servicesUp(): boolean {
    return this.isOn && this.#servicesUp;
  }

  get toolsRunning(): boolean {
    return this.definition.tools && this.servicesUp;
  }

  get watts(): number {
    return this.isOn ? this.definition.watts : 0;
  }

  get hanging(): boolean {
    return this.#hanging;
  }

  /** A hanging guest accepts the shutdown and never finishes it; it goes on when it hangs no more. */
  set hanging(hangs: boolean) {
    this.#hanging = hangs;
    if (!hangs && this.#guestDone) this.#end('poweredOff', 'clean');
    this.changed();
  }

  /** As found when the office opens. */
  startRunning(): void {
    this.#power = 'poweredOn';
    this.#servicesUp = true;
  }

  shutdownGuest(): Refusal | undefined {
    if (!this.isOn) return 'InvalidPowerState';
    if (this.#phase === 'shuttingDown' || this.#phase === 'suspending' || this.#phase === 'stopping') return 'TaskInProgress';
    if (!this.toolsRunning) return 'ToolsUnavailable';
    const { shutdownSeconds } = this.definition;
    this.#enter('shuttingDown', shutdownSeconds * servicesShare, () => {
      this.#servicesUp = false;
      this.#enter('shuttingDown', shutdownSeconds * (1 - servicesShare), () => {
        this.#guestDone = true;
        if (!this.#hanging) this.#end('poweredOff', 'clean');
      });
    });
    return undefined;
  }

  powerOn(done: Done): Refusal | undefined {
    if (this.definition.template === true) return 'NotSupported';
    if (this.#phase === 'starting') return 'TaskInProgress';
    if (this.isOn) return 'InvalidPowerState';
    const wasSuspended = this.#power === 'suspended';
    this.#enter('starting', powerOnSeconds, () => {
      const refusal = this.host.refusesStart();
      if (refusal !== undefined) {
        this.#phase = 'steady';
        this.changed();
        done(refusal);
        return;
      }
      this.#power = 'poweredOn';
      this.#enter('booting', wasSuspended ? 3 : this.definition.bootSeconds, () => {
        this.#servicesUp = true;
        this.#settle();
      });
      done();
    });
    return undefined;
  }

  powerOff(done: Done): Refusal | undefined {
    if (this.definition.template === true) return 'NotSupported';
    if (this.#power === 'poweredOff') return 'InvalidPowerState';
    this.#enter('stopping', powerOffSeconds, () => {
      this.#end('poweredOff', 'forced');
      done();
    });
    return undefined;
  }

  suspend(done: Done): Refusal | undefined {
    if (!this.isOn) return 'InvalidPowerState';
    if (this.#phase === 'suspending') return 'TaskInProgress';
    this.#enter('suspending', suspendSeconds, () => {
      this.#end('suspended', 'suspended');
      done();
    });
    return undefined;
  }

  /** Its host, its power or its storage went away. True when it was running. */
  crash(): boolean {
    this.#cancel();
    this.#phase = 'steady';
    this.#guestDone = false;
    if (!this.isOn) return false;
    this.#end('poweredOff', 'crashed');
    return true;
  }

  #enter(phase: VmPhase, seconds: number, then: () => void): void {
    this.#cancel();
    this.#phase = phase;
    this.#cancel = this.timeline.after(seconds, then);
    this.changed();
  }

  #settle(): void {
    this.#phase = 'steady';
    this.changed();
  }

  #end(power: VmPowerState, how: VmEnd): void {
    this.#cancel();
    this.#power = power;
    this.#servicesUp = false;
    this.#guestDone = false;
    this.lastEnd = how;
    this.#settle();
  }
}
