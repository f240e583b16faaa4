import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { goProgram, govmomiThere } from '../go-program.js';

export interface VcsimOptions {
  readonly hosts?: number;
  /** Beside vCenter's own VM, agents and the template; named app001, app002, … */
  readonly vms?: number;
  /** vCLS agents, which start again by themselves while vCenter lives. */
  readonly agents?: number;
  /** Time a guest takes to shut down. */
  readonly guestSeconds?: number;
  readonly hostSeconds?: number;
  /** Time vCenter, HA and agents take to start. */
  readonly bootSeconds?: number;
  readonly user?: string;
  readonly password?: string;
  /** vCenter runs in a VM of its cluster, named "vcenter"; default yes. */
  readonly vcenterVm?: boolean;
  readonly template?: boolean;
  readonly ha?: boolean;
  readonly certificateDays?: number;
}

export interface VcsimState {
  readonly vcenterUp: boolean;
  /** SOAP requests that vCenter received, by method. */
  readonly calls: Readonly<Record<string, number>>;
  /** TCP connections that vCenter accepted. */
  readonly connections: number;
  readonly ha: boolean;
  readonly haHostMonitoring: string;
  readonly admissionControl: boolean;
  readonly drsBehavior: string;
  readonly vms: readonly {
    readonly name: string;
    readonly id: string;
    readonly power: 'on' | 'off' | 'suspended';
    readonly host: string;
    readonly tools: boolean;
    readonly hang: boolean;
    readonly agent: boolean;
  }[];
  readonly hosts: readonly {
    readonly name: string;
    readonly id: string;
    readonly on: boolean;
    readonly maintenance: boolean;
    readonly port: number;
    readonly calls: Readonly<Record<string, number>>;
    readonly connections: number;
  }[];
}

/** What people, power cuts and sick guests do to the office. */
export interface VcsimControl {
  state(): Promise<VcsimState>;
  hang(vm: string, is?: boolean): Promise<void>;
  tools(vm: string, running: boolean): Promise<void>;
  /** Its host has lost it: connection state `disconnected`. */
  lost(vm: string, is?: boolean): Promise<void>;
  question(vm: string, text: string): Promise<void>;
  power(vm: string, is: 'on' | 'off' | 'suspended'): Promise<void>;
  /** Its guest's only address, as VMware Tools tell it; '' where none ever ran: then no network card is told either. */
  address(vm: string, address: string): Promise<void>;
  hostName(vm: string, name: string): Promise<void>;
  /** Shown under another name; the control still knows it by the old one. */
  rename(vm: string, name: string): Promise<void>;
  /** A card that the guest made itself. */
  vpn(vm: string, mac: string): Promise<void>;
  /** Gives it a tag, through vCenter's REST interface. */
  tag(vm: string, name: string): Promise<void>;
  /** Which REST interface vCenter has: `/rest` (the default), `/api` as since 7.0U2, none, or one that refuses this account. */
  rest(is: 'old' | 'new' | 'none' | 'refused'): Promise<void>;
  /** Puts it into a new vApp in the cluster; `Outer/Inner` is one in another. */
  intoVApp(vm: string, path: string): Promise<void>;
  /** As DRS does, or a person: it runs on, on another host. */
  migrate(vm: string, host: string): Promise<void>;
  /** Makes a fault-tolerant pair: `shadow` is its secondary, which takes no orders. */
  protect(vm: string, shadow: string): Promise<void>;
  /** One of vCenter's own settings. */
  setting(name: string, value: string): Promise<void>;
  /** The address that the hosts say they are managed from. */
  managedFrom(address: string): Promise<void>;
  /** Somebody takes the VM out of the inventory. */
  remove(vm: string): Promise<void>;
  /** Power cut and power on of a host. */
  hostOff(host: string): Promise<void>;
  hostOn(host: string): Promise<void>;
  /** vCenter loses it (`disconnected`); it goes on, and answers for itself only. */
  hostLost(host: string): Promise<void>;
  drs(is: 'manual' | 'partiallyAutomated' | 'fullyAutomated'): Promise<void>;
  /** The next changes of the cluster's settings fail: another one is going on. */
  refuseCluster(times: number): Promise<void>;
  vcenterOff(): Promise<void>;
  vcenterOn(): Promise<void>;
  /** Every session ends, as after 30 idle minutes. */
  endSessions(): Promise<void>;
  /** vCLS retreat mode. */
  retreat(is?: boolean): Promise<void>;
  /** The hosts' licence becomes the free one: reading only. */
  restricted(is?: boolean): Promise<void>;
}

export interface Vcsim {
  /** vCenter's port on 127.0.0.1, TLS. */
  readonly port: number;
  /** Direct ports of the hosts by their names in vCenter (esxi01.example.net, …). */
  readonly hostPorts: ReadonlyMap<string, number>;
  /** SHA-256 of the one certificate that all endpoints show. */
  readonly fingerprint: string;
  readonly user: string;
  readonly password: string;
  readonly control: VcsimControl;
  stop(): Promise<void>;
}

const sourceFolder = resolve(import.meta.dirname, 'server');

export const vcsimThere = () => govmomiThere('vcsim');

function flags(options: VcsimOptions): readonly string[] {
  const seconds = (value: number | undefined) => (value === undefined ? undefined : `${String(value)}s`);
  const given: Readonly<Record<string, string | number | boolean | undefined>> = {
    hosts: options.hosts,
    vms: options.vms,
    agents: options.agents,
    guest: seconds(options.guestSeconds),
    host: seconds(options.hostSeconds),
    boot: seconds(options.bootSeconds),
    user: options.user,
    password: options.password,
    'vcenter-vm': options.vcenterVm,
    template: options.template,
    ha: options.ha,
    days: options.certificateDays,
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [`-${name}=${String(value)}`]));
}

/** Starts an office: vCenter and its hosts, each on a free loopback port. It ends by itself when this process does. */
export async function startVcsim(options: VcsimOptions = {}): Promise<Vcsim> {
  const child = spawn(await goProgram(sourceFolder), flags(options), { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((finish) => child.once('close', () => finish()));
  const line = await new Promise<string>((found, lost) => {
    createInterface(child.stdout).once('line', found);
    child.once('error', lost);
    child.once('close', (code) => lost(new Error(`vcsim ended with code ${String(code)}`)));
  });
  const told = JSON.parse(line) as { port: number; hostPorts: Record<string, number>; controlPort: number; fingerprint: string };
  return {
    port: told.port,
    hostPorts: new Map(Object.entries(told.hostPorts)),
    fingerprint: told.fingerprint,
    user: options.user ?? 'administrator@vsphere.local',
    password: options.password ?? 'secret',
    control: controlOver(told.controlPort),
    stop: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function controlOver(port: number): VcsimControl {
  const send = async (path: string, query: Readonly<Record<string, string>> = {}): Promise<Response> => {
    const url = `http://127.0.0.1:${String(port)}${path}?${new URLSearchParams(query).toString()}`;
    const answer = await fetch(url, { method: 'POST' });
    if (!answer.ok) throw new Error(`vcsim refused ${path}: ${await answer.text()}`);
    return answer;
  };
  const act = async (path: string, query: Readonly<Record<string, string>> = {}) => {
    await (await send(path, query)).arrayBuffer();
  };
  const yes = (is: boolean) => (is ? 'yes' : 'no');
  return {
    state: async () => (await (await send('/state')).json()) as VcsimState,
    hang: (vm, is = true) => act('/hang', { vm, is: yes(is) }),
    tools: (vm, running) => act('/tools', { vm, is: yes(running) }),
    lost: (vm, is = true) => act('/lost', { vm, is: yes(is) }),
    question: (vm, text) => act('/question', { vm, is: text }),
    power: (vm, is) => act('/power', { vm, is }),
    address: (vm, address) => act('/address', { vm, is: address }),
    rename: (vm, name) => act('/rename', { vm, is: name }),
    hostName: (vm, name) => act('/hostname', { vm, is: name }),
    vpn: (vm, mac) => act('/vpn', { vm, is: mac }),
    tag: (vm, name) => act('/tag', { vm, is: name }),
    rest: (is) => act('/rest', { is }),
    intoVApp: (vm, path) => act('/vapp', { vm, is: path }),
    migrate: (vm, host) => act('/migrate', { vm, is: host }),
    protect: (vm, shadow) => act('/shadow', { vm, is: shadow }),
    setting: (name, value) => act('/setting', { name, is: value }),
    managedFrom: (address) => act('/manager', { is: address }),
    remove: (vm) => act('/remove', { vm }),
    hostOff: (host) => act('/host/off', { host }),
    hostOn: (host) => act('/host/on', { host }),
    hostLost: (host) => act('/host/lost', { host }),
    drs: (is) => act('/cluster/drs', { is }),
    refuseCluster: (times) => act('/cluster/refuse', { is: String(times) }),
    vcenterOff: () => act('/vcenter/off'),
    vcenterOn: () => act('/vcenter/on'),
    endSessions: () => act('/sessions/end'),
    retreat: (is = true) => act('/retreat', { is: yes(is) }),
    restricted: (is = true) => act('/restricted', { is: yes(is) }),
  };
}
