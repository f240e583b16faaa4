/** Ids are the endpoint's own (`vm-12`, `host-9`); they are unique within one endpoint only. */
export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly ha: boolean;
  readonly drs: 'off' | 'manual' | 'partiallyAutomated' | 'fullyAutomated';
  readonly vsan: boolean;
  /** Host ids. */
  readonly hosts: readonly string[];
}

export type HostState = 'connected' | 'disconnected' | 'notResponding' | 'standby' | 'off' | 'unknown';

export interface Host {
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly state: HostState;
  readonly maintenance: boolean;
  readonly version: string;
  readonly cluster?: string;
  readonly lockdown?: 'disabled' | 'normal' | 'strict';
  readonly managementServerIp?: string;
  /** Connection id by which Sundown reaches this host when vCenter is gone (matched by name or address). */
  readonly direct?: string;
}

/** `unknown` covers disconnected, inaccessible, unauthorised and empty answers: it never counts as off. */
export type VmPower = 'on' | 'off' | 'suspended' | 'unknown';

/** What a VM is brought to. A suspended one is off too: neither runs. */
export type WantedPower = 'on' | 'off';

/** Whether what was seen is what was wanted; `unknown` never is. */
export function isBroughtTo(wanted: WantedPower, seen: VmPower): boolean {
  return wanted === 'on' ? seen === 'on' : seen === 'off' || seen === 'suspended';
}

export interface Vm {
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  /** instanceUuid: the same through vCenter and through the host, so the one key that survives vCenter's end. */
  readonly uuid?: string;
  readonly power: VmPower;
  /** Host id. */
  readonly host: string;
  readonly tools: 'running' | 'notRunning' | 'unknown';
  readonly template: boolean;
  /** vCLS and other EAM agents: never told to shut down, never counted. */
  readonly agent: boolean;
  readonly faultTolerance?: 'primary' | 'secondary';
  /** This is the VM in which the endpoint's own vCenter runs. */
  readonly vcenter: boolean;
  /** This is the VM in which Sundown itself runs. */
  readonly self: boolean;
  /** A question waits for an answer: the VM is blocked. */
  readonly question?: string;
  readonly folder: string;
  readonly tags: readonly string[];
  readonly ipAddress?: string;
}

/** Anything that is told to stop over SSH: a NAS, a switch, a Linux host. */
export interface Machine {
  readonly id: string;
  readonly name: string;
  readonly endpoint: string;
  readonly state: 'on' | 'off' | 'unknown';
}

export interface Inventory {
  readonly clusters: readonly Cluster[];
  readonly hosts: readonly Host[];
  readonly vms: readonly Vm[];
  readonly machines: readonly Machine[];
  /** Connection ids of hypervisors of which nothing was ever heard: what runs there is not known, which is not the same as nothing. */
  readonly unheard?: readonly string[];
}

export const emptyInventory: Inventory = { clusters: [], hosts: [], vms: [], machines: [] };

/** Whether anything was found yet. An office of which nothing is known is no reason to say that a plan finds nothing in it. */
export function isAnythingKnown({ hosts, vms, machines, unheard = [] }: Inventory): boolean {
  return hosts.length + vms.length + machines.length + unheard.length > 0;
}
