import { done } from '../../../shared/result.js';
import type { Called, VsphereClient } from './client.js';
import { retrieveObjects } from './properties.js';
import { all, textAt } from './xml-tree.js';

/** What stopping and starting an office needs. */
const neededOnHost = [
  'VirtualMachine.Interact.PowerOff',
  'VirtualMachine.Interact.PowerOn',
  'VirtualMachine.Interact.Suspend',
  'Host.Config.Maintenance',
];
const neededOnVcenter = [...neededOnHost, 'Host.Inventory.EditCluster'];

/** Privileges the role on the root folder lacks. An account that may not read its own role is not reported: it shows with the first write. */
export async function missingPrivileges(client: VsphereClient): Promise<Called<readonly string[]>> {
  const login = await client.login();
  if (!login.ok) return login;
  const { rootFolder, authorizationManager, kind } = login.value;
  if (authorizationManager === undefined) return done([]);
  const read = await retrieveObjects(
    client,
    [
      { type: 'Folder', paths: ['effectiveRole'] },
      { type: 'AuthorizationManager', paths: ['roleList'] },
    ],
    [{ object: rootFolder }, { object: authorizationManager }],
  );
  if (!read.ok) return read;
  const value = (path: string) => read.value.find((one) => one.values.has(path))?.values.get(path);
  const held = all(value('effectiveRole'), 'int').map((one) => one.text);
  const roles = all(value('roleList'), 'AuthorizationRole').filter((role) => held.includes(textAt(role, 'roleId') ?? ''));
  if (roles.length === 0) return done([]);
  const granted = new Set(roles.flatMap((role) => all(role, 'privilege').map((one) => one.text)));
  return done((kind === 'vcenter' ? neededOnVcenter : neededOnHost).filter((one) => !granted.has(one)));
}
