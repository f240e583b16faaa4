import type { World } from '../world/world.js';
import type { ManagedObject } from './managed-object.js';
import { administratorRole } from './privileges.js';
import { boolean, enumeration, int, list, object, references, string, type Fields, type Reference } from './values.js';
import { datastoreName } from './vm-properties.js';

/** What every object of an inventory tree has: its name, its parent, its status and the role of who asks. */
export function entity(self: Reference, name: string, parent: Reference | undefined, more: Fields): ManagedObject {
  const properties = () => ({
    name: string(name),
    parent,
    overallStatus: enumeration('ManagedEntityStatus', 'green'),
    effectiveRole: list('int', [int(administratorRole)]),
    ...more,
  });
  return { type: self.type, id: self.id, properties };
}

export function folder(
  self: Reference,
  name: string,
  parent: Reference | undefined,
  children: readonly Reference[],
  childTypes: readonly string[],
): ManagedObject {
  return entity(self, name, parent, { childType: list('string', childTypes.map(string)), childEntity: references(children) });
}

/** The office's one datastore, on its NAS. */
export function datastoreEntity(self: Reference, parent: Reference, world: World): ManagedObject {
  return entity(self, datastoreName, parent, {
    summary: object('DatastoreSummary', {
      datastore: self,
      name: string(datastoreName),
      accessible: boolean(world.nas.servicesUp),
      type: string('NFS'),
    }),
  });
}
