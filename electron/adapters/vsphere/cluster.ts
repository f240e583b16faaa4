import type { Cluster } from '../../../shared/inventory/inventory.js';
import type { ClusterSettings } from '../../../shared/plan/operation.js';
import { element, type Xml } from './envelope.js';
import { valueText, type ReadObject } from './properties.js';
import { all, textAt, type XmlNode } from './xml-tree.js';
import { decodeName } from './vm-facts.js';

export const clusterPaths = ['name', 'host', 'configurationEx'] as const;

const behaviors = ['manual', 'partiallyAutomated', 'fullyAutomated'] as const;

/** Undefined when the configuration did not come: it must not be taken for "all off", or restoring would switch HA off for good. */
export function settingsOf(configuration: XmlNode | undefined): ClusterSettings | undefined {
  if (configuration === undefined || configuration.children.length === 0) return undefined;
  const behavior = textAt(configuration, 'drsConfig', 'defaultVmBehavior');
  return {
    haEnabled: textAt(configuration, 'dasConfig', 'enabled') === 'true',
    haHostMonitoring: textAt(configuration, 'dasConfig', 'hostMonitoring') === 'disabled' ? 'disabled' : 'enabled',
    drsEnabled: textAt(configuration, 'drsConfig', 'enabled') === 'true',
    drsBehavior: behaviors.find((one) => one === behavior) ?? 'fullyAutomated',
  };
}

/** A ClusterConfigSpecEx with nothing in it but what is to change; the order of its elements is the schema's. */
export function settingsSpec(settings: Partial<ClusterSettings>): Xml {
  const das = [
    ...(settings.haEnabled === undefined ? [] : [element('enabled', settings.haEnabled)]),
    ...(settings.haHostMonitoring === undefined ? [] : [element('hostMonitoring', settings.haHostMonitoring)]),
  ];
  const drs = [
    ...(settings.drsEnabled === undefined ? [] : [element('enabled', settings.drsEnabled)]),
    ...(settings.drsBehavior === undefined ? [] : [element('defaultVmBehavior', settings.drsBehavior)]),
  ];
  return element(
    'spec',
    [...(das.length === 0 ? [] : [element('dasConfig', das)]), ...(drs.length === 0 ? [] : [element('drsConfig', drs)])],
    'ClusterConfigSpecEx',
  );
}

export function clusterOf(endpoint: string, object: ReadObject): Cluster {
  const configuration = object.values.get('configurationEx');
  const settings = settingsOf(configuration);
  return {
    id: object.reference.id,
    name: decodeName(valueText(object, 'name') ?? object.reference.id),
    endpoint,
    ha: settings?.haEnabled ?? false,
    drs: settings?.drsEnabled === true ? settings.drsBehavior : 'off',
    vsan: textAt(configuration, 'vsanConfigInfo', 'enabled') === 'true',
    hosts: all(object.values.get('host'), 'ManagedObjectReference').map((one) => one.text),
  };
}
