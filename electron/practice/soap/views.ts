import { isType, readProperty, type ManagedObject } from './managed-object.js';
import type { ContainerView } from './session.js';
import { boolean, list, reference, references, string, type Reference } from './values.js';

type Objects = ReadonlyMap<string, ManagedObject>;

/** Where entities hold others, by type; the order of the API's own documentation of ContainerView. */
const holders: Readonly<Record<string, readonly string[]>> = {
  Folder: ['childEntity'],
  Datacenter: ['vmFolder', 'hostFolder', 'datastoreFolder', 'networkFolder'],
  ComputeResource: ['host', 'resourcePool'],
  ClusterComputeResource: ['host', 'resourcePool'],
  ResourcePool: ['resourcePool', 'vm'],
  HostSystem: ['vm'],
};

export function viewObject(id: string, view: ContainerView, objects: Objects): ManagedObject {
  const properties = () => ({
    container: view.container,
    type: list('string', view.types.map(string)),
    recursive: boolean(view.recursive),
    view: references(membersOf(view, objects)),
  });
  return { type: 'ContainerView', id, properties };
}

function membersOf(view: ContainerView, objects: Objects): readonly Reference[] {
  const members = new Map<string, Reference>();
  const visited = new Set<string>();
  const visit = (from: Reference) => {
    for (const child of childrenOf(from, objects)) {
      if (visited.has(child.id)) continue;
      visited.add(child.id);
      const wanted = view.types.length === 0 || view.types.some((type) => isType(child.type, type));
      if (wanted) members.set(child.id, child);
      if (view.recursive) visit(child);
    }
  };
  visit(view.container);
  return [...members.values()];
}

function childrenOf(from: Reference, objects: Objects): readonly Reference[] {
  const holder = objects.get(`${from.type} ${from.id}`);
  if (holder === undefined) return [];
  const properties = holder.properties();
  return (holders[from.type] ?? []).flatMap((path) => {
    const read = readProperty(properties, path);
    if (read.kind !== 'value') return [];
    const values = read.value.kind === 'list' ? read.value.items : [read.value];
    return values.flatMap((value) => (value.kind === 'reference' ? [reference(value.type, value.id)] : []));
  });
}
