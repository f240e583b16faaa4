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
  const tools = running === undefined ? 'unknown' : /^guestTools(Running|ExecutingScripts)$/.test(running) ? 'running' : 'notRunning';
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
