import type { VmPower } from '../../../shared/inventory/inventory.js';
import type { Operation, Target } from '../../../shared/plan/operation.js';
import type { Hypervisor, VmRef } from '../ports.js';
import { isHypervisor, type Office } from './request.js';

export interface Located {
  readonly through: Hypervisor;
  readonly power: Exclude<VmPower, 'unknown'>;
}

export function refOf(target: Target): VmRef {
  return { id: target.id, name: target.name, ...(target.uuid === undefined ? {} : { uuid: target.uuid }) };
}

/** A host's own ids are not vCenter's: away from the endpoint a VM goes by its uuid, or by its name. */
export function refThrough(target: Target, through: Hypervisor): VmRef {
  const ref = refOf(target);
  return through.connectionId === target.endpoint ? ref : { ...ref, id: '' };
}

/**
 * Where a VM is and how: by its endpoint, and when that is silent or does not know, by every host reached directly, the VM's own first.
 * Undefined when nobody knows: that is never "off" (meho #3773). One host that sees it running outweighs another that lists it as off.
 */
export async function locateVm(office: Office, operation: Operation): Promise<Located | undefined> {
  const { target } = operation;
  const isVcenter = operation.vcenter === true;
  const byEndpoint = isVcenter ? undefined : await ask(office, target, target.endpoint);
  if (byEndpoint !== undefined) return byEndpoint;
  const others = directIds(office, target);
  const found = (await Promise.all(others.map((id) => ask(office, target, id)))).filter((one) => one !== undefined);
  return found.find((one) => one.power === 'on') ?? found[0] ?? (isVcenter ? ask(office, target, target.endpoint) : undefined);
}

/** A VM that a vCenter manages may be on any of its hosts. One of a host by itself is there or nowhere: elsewhere its name is another VM's. */
function directIds(office: Office, target: Target): readonly string[] {
  if (target.direct === target.endpoint) return [];
  const rest = office.list().flatMap((one) => (isHypervisor(one) && one.id !== target.endpoint ? [one.id] : []));
  return [...new Set([...(target.direct === undefined ? [] : [target.direct]), ...rest])].filter((id) => id !== target.endpoint);
}

async function ask(office: Office, target: Target, connectionId: string): Promise<Located | undefined> {
  const through = await office.hypervisor(connectionId);
  if (!through.ok) return undefined;
  const power = await through.value.vmPower(refThrough(target, through.value));
  if (!power.ok || power.value === 'unknown') return undefined;
  return { through: through.value, power: power.value };
}
