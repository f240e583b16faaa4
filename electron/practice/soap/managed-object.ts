import { invalidProperty, type Fault } from './answer.js';
import { writeAny, type Fields, type SoapValue } from './values.js';

/** One object of the inventory or of a service, as it is now. */
export interface ManagedObject {
  readonly type: string;
  readonly id: string;
  readonly properties: () => Fields;
}

const entities = [
  'Folder',
  'Datacenter',
  'ComputeResource',
  'ClusterComputeResource',
  'HostSystem',
  'VirtualMachine',
  'ResourcePool',
  'VirtualApp',
];
const bases: Readonly<Record<string, readonly string[]>> = {
  ClusterComputeResource: ['ComputeResource'],
  VirtualApp: ['ResourcePool'],
  ContainerView: ['ManagedObjectView', 'View'],
};

/** Whether an object of `type` counts as a `wanted` (its own type or a base type). */
export function isType(type: string, wanted: string): boolean {
  if (type === wanted || wanted === 'ManagedObject') return true;
  if (wanted === 'ManagedEntity') return entities.includes(type) || type === 'Datastore' || type === 'Network';
  return bases[type]?.includes(wanted) ?? false;
}

export type PropertyRead =
  | { readonly kind: 'value'; readonly value: SoapValue }
  /** Known to the type, not set on this object. */
  | { readonly kind: 'unset' }
  | { readonly kind: 'invalid'; readonly fault: Fault };

/** Reads `a.b.c`; a name that the type does not have is InvalidProperty, as on a real server. */
export function readProperty(properties: Fields, path: string): PropertyRead {
  let fields: Fields = properties;
  let value: SoapValue | undefined;
  const names = path.split('.');
  for (const [index, name] of names.entries()) {
    if (!Object.hasOwn(fields, name)) return { kind: 'invalid', fault: invalidProperty(path) };
    value = fields[name];
    if (value === undefined) return { kind: 'unset' };
    if (index === names.length - 1) break;
    if (value.kind !== 'object') return { kind: 'invalid', fault: invalidProperty(path) };
    fields = value.fields;
  }
  return value === undefined ? { kind: 'unset' } : { kind: 'value', value };
}

export function writeValue(value: SoapValue): string {
  return writeAny('val', value);
}
