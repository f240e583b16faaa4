/** Parsers of what ESXi's shell prints. Samples and traps: the commands' real outputs from ESXi 5 to 8. */

export interface EsxiVm {
  /** Number that vim-cmd knows the VM by. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
}

const vmLine = /^(\d+)\s+(.*)\s+(\[[^\]]+\] .+?\.vmx)\s+(\S+)\s+(vmx-\d+)(?:\s+(.*))?$/;

/** `vim-cmd vmsvc/getallvms`. Annotations run over lines and may begin with digits: only a line with a .vmx path begins a VM. */
export function parseAllVms(output: string): readonly EsxiVm[] {
  return output.split(/\r?\n/).flatMap((line) => {
    const found = vmLine.exec(line);
    return found === null ? [] : [{ id: found[1] ?? '', name: (found[2] ?? '').trim(), file: found[3] ?? '' }];
  });
}

/** What is read of `vim-cmd vmsvc/get.summary ID`; absent where it does not say. */
export interface VmSummary {
  /** instanceUuid, in lower case: the same through vCenter and the API. */
  readonly uuid?: string;
  readonly biosUuid?: string;
  readonly power: 'on' | 'off' | 'suspended' | 'unknown';
  readonly tools: 'running' | 'notRunning' | 'unknown';
  readonly ipAddress?: string;
  readonly template: boolean;
}

/** `vim-cmd vmsvc/get.summary ID`. Anything may stand in the annotation, which comes behind all that is read here. */
export function parseSummary(output: string): VmSummary {
  const said = output.split(/^ {6}annotation = /m)[0] ?? '';
  const value = (name: string) => new RegExp(`^ {6}${name} = "?([^",\\n]*)"?,? ?$`, 'm').exec(said)?.[1]?.trim();
  const [uuid, biosUuid, ipAddress] = [value('instanceUuid'), value('uuid'), value('ipAddress')];
  const isSaid = (one: string | undefined): one is string => one !== undefined && one !== '' && one !== '<unset>';
  const powers = { poweredOn: 'on', poweredOff: 'off', suspended: 'suspended' } as const;
  const isConnected = (value('connectionState') ?? 'connected') === 'connected';
  const power = Object.entries(powers).find(([said]) => said === value('powerState'))?.[1];
  return {
    power: isConnected && power !== undefined ? power : 'unknown',
    tools: toolsOf(value('toolsRunningStatus')),
    template: value('template') === 'true',
    ...(isSaid(uuid) ? { uuid: uuid.toLowerCase() } : {}),
    ...(isSaid(biosUuid) ? { biosUuid } : {}),
    ...(isSaid(ipAddress) ? { ipAddress } : {}),
  };
}

function toolsOf(running: string | undefined): VmSummary['tools'] {
  if (running === undefined || running === '<unset>') return 'unknown';
  return /^guestTools(Running|ExecutingScripts)$/.test(running) ? 'running' : 'notRunning';
}

/** MAC addresses in `vim-cmd vmsvc/device.getdevices ID`, in lower case. */
export function parseDeviceMacs(output: string): readonly string[] {
  return [...output.matchAll(/^\s+macAddress = "([0-9a-f:]+)"/gim)].map((found) => (found[1] ?? '').toLowerCase());
}

/** `vim-cmd vmsvc/power.getstate ID`; anything unexpected is unknown, never off. */
export function parsePowerState(output: string): 'on' | 'off' | 'suspended' | 'unknown' {
  if (/^Powered on\s*$/m.test(output)) return 'on';
  if (/^Powered off\s*$/m.test(output)) return 'off';
  if (/^Suspended\s*$/m.test(output)) return 'suspended';
  return 'unknown';
}

/** `vim-cmd vmsvc/get.guest ID`. */
export function parseGuest(output: string): { readonly tools: 'running' | 'notRunning' | 'unknown'; readonly ipAddress?: string } {
  const running = /toolsRunningStatus = "(\w+)"/.exec(output)?.[1];
  const ipAddress = /^ {3}ipAddress = "([^"]+)"/m.exec(output)?.[1];
  const tools = toolsOf(running);
  return ipAddress === undefined ? { tools } : { tools, ipAddress };
}

/** `esxcli system maintenanceMode get`: Enabled or Disabled; `vim-cmd hostsvc/runtimeinfo` has `inMaintenanceMode = true,`. */
export function parseMaintenance(output: string): boolean | undefined {
  if (/^\s*(Enabled|inMaintenanceMode = true,?)\s*$/m.test(output)) return true;
  if (/^\s*(Disabled|inMaintenanceMode = false,?)\s*$/m.test(output)) return false;
  return undefined;
}

/** Display names of `esxcli vm process list`, which lists running VMs only. */
export function parseProcessList(output: string): readonly string[] {
  return [...output.matchAll(/^ {3}Display Name: (.*)$/gm)].map((found) => (found[1] ?? '').trim());
}

/** `vmware -v`: "VMware ESXi 8.0.2 build-22380479". */
export function parseVersion(output: string): string {
  return /ESXi\s+(\d+(?:\.\d+)*)/.exec(output)?.[1] ?? '';
}

/** The sentence in a printed fault, or its first line. */
export function faultSentence(output: string): string {
  const text = /msg = "([^"]*)"/.exec(output)?.[1] ?? output.trim().split(/\r?\n/)[0] ?? '';
  return text.slice(0, 200);
}
