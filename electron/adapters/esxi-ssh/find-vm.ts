import type { VmRef } from '../../core/ports.js';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';
import { parseAllVms, parseSummary, type EsxiVm, type VmSummary } from './answers.js';
import { outputOf, type HostShell } from './shell.js';

/**
 * Which VM of a host a reference means. Names can be changed and given twice; the instance uuid is the same through vCenter, the API and the shell, but the
 * shell tells it for one VM at a time, so it is asked of those with the name first and kept.
 */
export class VmFinder {
  /** By number and file: a number is given anew when a VM is registered again. */
  private readonly uuids = new Map<string, string>();

  constructor(private readonly shell: HostShell) {}

  async list(): Promise<Result<readonly EsxiVm[]>> {
    const output = await outputOf(this.shell, 'vim-cmd vmsvc/getallvms');
    return output.ok ? done(parseAllVms(output.value)) : output;
  }

  /** Undefined where the host does not tell: a VM whose files it cannot read. */
  async summary(vm: EsxiVm): Promise<VmSummary | undefined> {
    const output = await outputOf(this.shell, `vim-cmd vmsvc/get.summary ${vm.id}`);
    if (!output.ok) return undefined;
    const summary = parseSummary(output.value);
    if (summary.uuid !== undefined) this.uuids.set(keyOf(vm), summary.uuid);
    return summary;
  }

  /** One that is known to have another uuid is another VM, whatever it is called. */
  async find(ref: VmRef): Promise<Result<EsxiVm>> {
    const listed = await this.list();
    if (!listed.ok) return listed;
    const all = listed.value;
    if (ref.uuid !== undefined) {
      const isLikely = (vm: EsxiVm) => vm.name === ref.name;
      for (const vm of [...all.filter(isLikely), ...all.filter((one) => !isLikely(one))])
        if ((await this.uuidOf(vm)) === ref.uuid.toLowerCase()) return done(vm);
    }
    const possible = all.filter((one) => one.name === ref.name && (ref.uuid === undefined || !this.uuids.has(keyOf(one))));
    const found = possible.find((one) => one.id === ref.id) ?? (possible.length === 1 ? possible[0] : undefined);
    if (found !== undefined) return done(found);
    return failed('esxi/vmNotFound', message('ssh.vmNotFound', { name: ref.name, host: this.shell.host }));
  }

  private async uuidOf(vm: EsxiVm): Promise<string | undefined> {
    return this.uuids.get(keyOf(vm)) ?? (await this.summary(vm))?.uuid;
  }
}

function keyOf({ id, file }: EsxiVm): string {
  return `${id} ${file}`;
}
