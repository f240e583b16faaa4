import type { VmPower } from '../../../shared/inventory/inventory.js';
import { emptyInventory, isBroughtTo } from '../../../shared/inventory/inventory.js';
import type { ClusterSettings } from '../../../shared/plan/operation.js';
import { done, failed, type Result } from '../../../shared/result.js';
import type { Connection } from '../../../shared/settings/connection.js';
import { message, type Message } from '../../../shared/text/message.js';
import type { CommandOutcome, UpsCommand } from '../../../shared/ups/command.js';
import type { Clock, Hypervisor, RemoteMachine, UpsSource, VmRef } from '../ports.js';
import type { Office } from '../perform/request.js';

/** The longest delay that its UPS takes. */
const longestCutSeconds = 600;

/** One VM of the pretend office. */
export interface PretendVm {
  readonly uuid: string;
  readonly name: string;
  /** Another one after a move. */
  host: string;
  power: VmPower;
  shutdownMs: number;
  hangs: boolean;
  tools: boolean;
  /** On its way down: a second command is refused, as ESXi does. */
  isGoing: boolean;
}
export interface PretendHost {
  readonly name: string;
  isUp: boolean;
  maintenance: boolean;
  /** Answers nothing, and is not off. */
  isMute: boolean;
  /** Its port answers, and nothing else yet. */
  isBooting: boolean;
}

/** A small office behind the ports, for tests of core: vCenter over hosts, a NAS, a UPS and this workstation; keeps every command. */
export class PretendOffice implements Office {
  readonly commands: string[] = [];
  readonly vms: PretendVm[];
  readonly hosts: PretendHost[];
  cluster: ClusterSettings = { haEnabled: true, haHostMonitoring: 'enabled', drsEnabled: true, drsBehavior: 'fullyAutomated' };
  isNasUp = true;
  /** Why no wake packet leaves; undefined when they do. */
  wakeFailure: Message | undefined;
  isCutPending = false;
  isWorkstationTold = false;
  readonly #clock: Clock;

  constructor(clock: Clock, vms: readonly (Partial<PretendVm> & Pick<PretendVm, 'name' | 'host'>)[]) {
    this.#clock = clock;
    this.vms = vms.map((vm) => ({
      uuid: `uuid-${vm.name}`,
      power: 'on',
      shutdownMs: 20_000,
      hangs: false,
      tools: true,
      isGoing: false,
      ...vm,
    }));
    this.hosts = [...new Set(vms.map((vm) => vm.host))].map((name) => ({
      name,
      isUp: true,
      maintenance: false,
      isMute: false,
      isBooting: false,
    }));
  }

  list(): readonly Connection[] {
    const vcenter: Connection = { id: 'vcenter', title: 'vCenter', kind: 'vsphere', address: 'vsphere://u@vcenter' };
    const hosts = this.hosts.map(({ name }): Connection => ({
      id: name,
      title: name,
      kind: 'vsphere',
      address: `vsphere://root@${name}`,
      mac: '00:11:22:33:44:55',
    }));
    return [vcenter, ...hosts];
  }
  hypervisor(id: string): Promise<Result<Hypervisor>> {
    return Promise.resolve(done(this.#hypervisor(id)));
  }
  machine(id: string): Promise<Result<RemoteMachine>> {
    const machine: RemoteMachine = {
      connectionId: id,
      answers: () => Promise.resolve(this.isNasUp),
      shutdown: () => {
        this.commands.push(`shutdown ${id}`);
        this.#clock.after(5000, () => (this.isNasUp = false));
        return ok();
      },
      wake: () => {
        this.commands.push(`wake ${id}`);
        if (this.wakeFailure !== undefined) return Promise.resolve(failed('ssh/wakeFailed', this.wakeFailure));
        const host = this.hosts.find((one) => one.name === id);
        this.#clock.after(60_000, () => {
          if (host === undefined) this.isNasUp = true;
          else host.isUp = true;
        });
        return ok();
      },
      check: () => Promise.resolve([]),
    };
    return Promise.resolve(done(machine));
  }
  ups(id: string): Promise<Result<UpsSource>> {
    const reading = () => ({
      protocol: 'snmp' as const,
      power: 'battery' as const,
      flags: this.isCutPending ? (['shutdownPending'] as const) : [],
      readAt: this.#clock.wall().toISOString(),
      roundTripMs: 1,
      requests: 1,
    });
    const ups: UpsSource = {
      connectionId: id,
      read: () => Promise.resolve(done(reading())),
      capabilities: () =>
        Promise.resolve(
          done({
            right: { kind: 'unknown' },
            commands: [
              { name: 'shutdown.return', abortable: true, confirmedBy: 'readBack', delaySeconds: { min: 20, max: longestCutSeconds } },
              { name: 'shutdown.abort', abortable: false, confirmedBy: 'readBack' },
            ],
          }),
        ),
      tell: (command) => Promise.resolve(this.#tellUps(command)),
      close: () => undefined,
    };
    return Promise.resolve(done(ups));
  }
  workstation() {
    return {
      shutdown: () => {
        this.commands.push('shutdown workstation');
        this.isWorkstationTold = true;
        return ok();
      },
      check: () => Promise.resolve([]),
    };
  }

  vm(name: string): PretendVm {
    const found = this.vms.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no VM ${name}`);
    return found;
  }
  host(name: string): PretendHost {
    const found = this.hosts.find((one) => one.name === name);
    if (found === undefined) throw new Error(`no host ${name}`);
    return found;
  }
  stopHost(host: PretendHost): void {
    host.isUp = false;
    for (const vm of this.vms) if (vm.host === host.name) vm.power = 'off';
  }

  #tellUps(command: UpsCommand): Result<CommandOutcome> {
    if (command.kind === 'shutdown' && command.delaySeconds > longestCutSeconds)
      return failed('ups/delayTooLong', message('ups.delayTooLong', { max: longestCutSeconds, wanted: command.delaySeconds }));
    const isCut = command.kind === 'shutdown';
    this.commands.push(isCut ? `output off in ${String(command.delaySeconds)}` : 'abort output off');
    this.isCutPending = isCut;
    return done({ confirmed: 'readBack', abortable: isCut });
  }

  #isVcenterUp(): boolean {
    const vcsa = this.vms.find((one) => one.name === 'vcsa');
    return vcsa === undefined || (vcsa.power === 'on' && this.host(vcsa.host).isUp);
  }
  #answers(id: string): boolean {
    if (id === 'vcenter') return this.#isVcenterUp();
    const host = this.host(id);
    return host.isUp && !host.isMute && !host.isBooting;
  }
  #isOnPort(id: string): boolean {
    return this.#answers(id) || (id !== 'vcenter' && this.host(id).isBooting);
  }

  #hypervisor(id: string): Hypervisor {
    const silent = () => failed('vsphere/unreachable', message('run.failure.notReachable', { names: id }));
    const seen = (ref: VmRef) => {
      const vm = this.vms.find((one) => (ref.uuid === undefined ? one.name === ref.name : one.uuid === ref.uuid));
      const isHere = vm !== undefined && (id === 'vcenter' || vm.host === id);
      return isHere && this.#answers(vm.host) ? vm : undefined;
    };
    const power = (ref: VmRef): VmPower => seen(ref)?.power ?? 'unknown';
    const command = (words: string, ref: VmRef, work: (vm: PretendVm) => void) => {
      if (!this.#answers(id)) return Promise.resolve(silent());
      const vm = seen(ref);
      if (vm === undefined) return Promise.resolve(failed('vsphere/notFound', message('run.failure.unknownState', { name: ref.name })));
      this.commands.push(`${words} ${vm.name} through ${id}`);
      work(vm);
      return ok();
    };
    const hostOf = (hostId: string) => this.host(id === 'vcenter' ? hostId : id);
    const onHost = <T>(hostId: string, work: (host: PretendHost) => T): Promise<Result<T>> =>
      Promise.resolve(this.#answers(id) && this.#answers(hostOf(hostId).name) ? done(work(hostOf(hostId))) : silent());
    return {
      connectionId: id,
      kind: id === 'vcenter' ? 'vcenter' : 'esxi',
      about: () => Promise.resolve(this.#answers(id) ? done({ kind: 'esxi', version: '8', readOnlyLicence: false }) : silent()),
      inventory: () =>
        Promise.resolve(
          this.#answers(id)
            ? done({
                ...emptyInventory,
                hosts: [{ id: 'ha-host', name: id, endpoint: id, state: 'connected', maintenance: false, version: '8' }],
              })
            : silent(),
        ),
      vmPower: (ref) => Promise.resolve(this.#answers(id) ? done(power(ref)) : silent()),
      waitForVm: (ref, wanted, signal) =>
        new Promise((resolve) => {
          const look = () => {
            if (signal.aborted) resolve(done(false));
            else if (!this.#answers(id)) resolve(silent());
            else if (isBroughtTo(wanted, power(ref))) resolve(done(true));
            else this.#clock.after(1000, look);
          };
          look();
        }),
      shutdownGuest: (ref) =>
        seen(ref)?.tools === false
          ? Promise.resolve(failed('vsphere/toolsUnavailable', message('run.failure.stopped')))
          : seen(ref)?.isGoing === true
            ? Promise.resolve(failed('vsphere/taskInProgress', message('vsphere.taskInProgress', { name: ref.name })))
            : command('shutdown', ref, (vm) => {
                if (vm.hangs) return;
                vm.isGoing = true;
                this.#clock.after(vm.shutdownMs, () => {
                  vm.isGoing = false;
                  vm.power = 'off';
                });
              }),
      powerOffVm: (ref) => command('power off', ref, (vm) => (vm.power = 'off')),
      suspendVm: (ref) => command('suspend', ref, (vm) => (vm.power = 'suspended')),
      powerOnVm: (ref) => command('power on', ref, (vm) => (vm.power = 'on')),
      enterMaintenance: (hostId) =>
        onHost(hostId, (host) => {
          this.commands.push(`enter maintenance ${host.name}`);
          host.maintenance = true;
        }),
      exitMaintenance: (hostId) =>
        onHost(hostId, (host) => {
          this.commands.push(`exit maintenance ${host.name}`);
          host.maintenance = false;
        }),
      inMaintenance: (hostId) => onHost(hostId, (host) => host.maintenance),
      runningVms: (hostId) =>
        onHost(hostId, (host) => this.vms.filter((vm) => vm.host === host.name && vm.power === 'on').map((vm) => vm.name)),
      shutdownHost: (hostId, { force }) =>
        onHost(hostId, (host) => {
          this.commands.push(`shutdown ${host.name} through ${id}${force ? ' by force' : ''}`);
          this.#clock.after(30_000, () => this.stopHost(host));
        }),
      readClusterSettings: () => Promise.resolve(this.#answers(id) ? done(this.cluster) : silent()),
      applyClusterSettings: (_, settings) => {
        if (!this.#answers(id)) return Promise.resolve(silent());
        this.commands.push(`apply ${Object.keys(settings).sort().join(' ')}`);
        this.cluster = { ...this.cluster, ...settings };
        return ok();
      },
      check: () => Promise.resolve([]),
      answers: () => Promise.resolve(this.#isOnPort(id)),
      close: () => Promise.resolve(),
    };
  }
}

function ok(): Promise<Result<undefined>> {
  return Promise.resolve(done(undefined));
}
