import { boolean, int, list, object, string, type SoapValue } from './values.js';

/** `effectiveRole` of every entity here: the account of this office is an administrator. */
export const administratorRole = -1;

/** Of a real administrator's several hundred rights those that looking, shutting down and restoring take. */
export const administratorPrivileges: readonly string[] = [
  'System.Anonymous',
  'System.View',
  'System.Read',
  'Global.Settings',
  'Host.Config.Maintenance',
  'Host.Config.Power',
  'Host.Inventory.EditCluster',
  'VirtualMachine.Interact.PowerOff',
  'VirtualMachine.Interact.PowerOn',
  'VirtualMachine.Interact.Suspend',
];

/** `AuthorizationManager.roleList`: the three roles that every server has. */
export function roleList(): SoapValue {
  const role = (roleId: number, name: string, label: string, privileges: readonly string[]) =>
    object('AuthorizationRole', {
      roleId: int(roleId),
      system: boolean(true),
      name: string(name),
      info: object('Description', { label: string(label), summary: string(label) }),
      privilege: list('string', privileges.map(string)),
    });
  return list('AuthorizationRole', [
    role(-5, 'NoAccess', 'No access', []),
    role(-2, 'ReadOnly', 'Read-only', ['System.Anonymous', 'System.View', 'System.Read']),
    role(administratorRole, 'Admin', 'Administrator', administratorPrivileges),
  ]);
}
