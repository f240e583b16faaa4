import type { Reference } from './envelope.js';
import { at, referenceOf, textAt, type XmlNode } from './xml-tree.js';

/** The endpoint's own objects; their ids differ between vCenter and ESXi. */
export interface Service {
  readonly kind: 'vcenter' | 'esxi';
  readonly version: string;
  readonly fullName: string;
  readonly rootFolder: Reference;
  readonly sessionManager: Reference;
  readonly propertyCollector: Reference;
  readonly viewManager: Reference;
  readonly setting?: Reference;
  readonly licenseManager?: Reference;
  readonly authorizationManager?: Reference;
}

/** ServiceContent; undefined when it is not one. */
export function readService(content: XmlNode | undefined): Service | undefined {
  const apiType = textAt(content, 'about', 'apiType');
  const reference = (name: string) => referenceOf(at(content, name));
  const [rootFolder, sessionManager, propertyCollector, viewManager] = [
    reference('rootFolder'),
    reference('sessionManager'),
    reference('propertyCollector'),
    reference('viewManager'),
  ];
  if (rootFolder === undefined || sessionManager === undefined || propertyCollector === undefined || viewManager === undefined)
    return undefined;
  if (apiType !== 'VirtualCenter' && apiType !== 'HostAgent') return undefined;
  const [setting, licenseManager, authorizationManager] = [
    reference('setting'),
    reference('licenseManager'),
    reference('authorizationManager'),
  ];
  return {
    kind: apiType === 'VirtualCenter' ? 'vcenter' : 'esxi',
    version: textAt(content, 'about', 'version') ?? '',
    fullName: textAt(content, 'about', 'fullName') ?? '',
    rootFolder,
    sessionManager,
    propertyCollector,
    viewManager,
    ...(setting === undefined ? {} : { setting }),
    ...(licenseManager === undefined ? {} : { licenseManager }),
    ...(authorizationManager === undefined ? {} : { authorizationManager }),
  };
}
