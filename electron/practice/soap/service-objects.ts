import type { Endpoint } from './endpoint.js';
import type { ManagedObject } from './managed-object.js';
import { roleList } from './privileges.js';
import { dateTime, int, list, object, reference, references, string, type SoapValue } from './values.js';

/** Managed object ids of the services, as vCenter and ESXi name them. */
export interface ServiceIds {
  readonly propertyCollector: string;
  readonly viewManager: string;
  readonly sessionManager: string;
  readonly setting: string;
  readonly searchIndex: string;
  readonly taskManager: string;
  readonly licenseManager: string;
  readonly authorizationManager: string;
}

export const vcenterIds: ServiceIds = {
  propertyCollector: 'propertyCollector',
  viewManager: 'ViewManager',
  sessionManager: 'SessionManager',
  setting: 'VpxSettings',
  searchIndex: 'SearchIndex',
  taskManager: 'TaskManager',
  licenseManager: 'LicenseManager',
  authorizationManager: 'AuthorizationManager',
};

export const hostIds: ServiceIds = {
  propertyCollector: 'ha-property-collector',
  viewManager: 'ViewManager',
  sessionManager: 'ha-sessionmgr',
  setting: 'HostAgentSettings',
  searchIndex: 'ha-searchindex',
  taskManager: 'ha-taskmgr',
  licenseManager: 'ha-license-manager',
  authorizationManager: 'ha-authmgr',
};

export function serviceContent({ inventory, ids }: Endpoint): SoapValue {
  return object('ServiceContent', {
    rootFolder: inventory.rootFolder,
    propertyCollector: reference('PropertyCollector', ids.propertyCollector),
    viewManager: reference('ViewManager', ids.viewManager),
    about: object('AboutInfo', inventory.about()),
    setting: reference('OptionManager', ids.setting),
    sessionManager: reference('SessionManager', ids.sessionManager),
    authorizationManager: reference('AuthorizationManager', ids.authorizationManager),
    searchIndex: reference('SearchIndex', ids.searchIndex),
    taskManager: reference('TaskManager', ids.taskManager),
    licenseManager: reference('LicenseManager', ids.licenseManager),
  });
}

export function serviceObjects(endpoint: Endpoint): readonly ManagedObject[] {
  const { ids, inventory } = endpoint;
  return [
    {
      type: 'ServiceInstance',
      id: 'ServiceInstance',
      properties: () => ({ content: serviceContent(endpoint), serverClock: dateTime(endpoint.now()) }),
    },
    { type: 'PropertyCollector', id: ids.propertyCollector, properties: () => ({ filter: references([]) }) },
    { type: 'ViewManager', id: ids.viewManager, properties: () => ({ viewList: references([]) }) },
    { type: 'SessionManager', id: ids.sessionManager, properties: () => ({ currentSession: undefined, defaultLocale: string('en') }) },
    { type: 'SearchIndex', id: ids.searchIndex, properties: () => ({}) },
    { type: 'TaskManager', id: ids.taskManager, properties: () => ({ recentTask: references(recentTasks(endpoint)) }) },
    { type: 'LicenseManager', id: ids.licenseManager, properties: () => ({ licenses: list('LicenseManagerLicenseInfo', [licence()]) }) },
    { type: 'AuthorizationManager', id: ids.authorizationManager, properties: () => ({ roleList: roleList() }) },
    { type: 'OptionManager', id: ids.setting, properties: () => ({ setting: list('OptionValue', []) }) },
    ...endpoint.world.hosts
      .map((host) => `autoStartManager-${inventory.hostReference(host).id}`)
      .map((id) => ({ type: 'HostAutoStartManager', id, properties: () => ({ config: object('HostAutoStartManagerConfig', {}) }) })),
  ];
}

function recentTasks(endpoint: Endpoint) {
  return endpoint.tasks.objects().map((task) => reference('Task', task.id));
}

/** A bought licence: with the free one every write is refused. */
function licence(): SoapValue {
  return object('LicenseManagerLicenseInfo', {
    licenseKey: string('00000-00000-00000-00000-00000'),
    editionKey: string('esx.vsphere.std.cpuPackage'),
    name: string('VMware vSphere Standard (simulated)'),
    total: int(4),
    used: int(2),
  });
}
