import type { Called, VsphereClient } from './client.js';
import { done } from '../../../shared/result.js';
import { retrieveObjects } from './properties.js';
import { all, textAt } from './xml-tree.js';

/** The free edition: reading works, every write is refused with RestrictedVersion. A host that a vCenter manages never has it. */
export async function hasReadOnlyLicence(client: VsphereClient): Promise<Called<boolean>> {
  const login = await client.login();
  if (!login.ok) return login;
  const { kind, licenseManager } = login.value;
  if (kind === 'vcenter' || licenseManager === undefined) return done(false);
  const read = await retrieveObjects(client, [{ type: 'LicenseManager', paths: ['licenses'] }], [{ object: licenseManager }]);
  if (!read.ok) return done(false);
  const licences = all(read.value[0]?.values.get('licenses'), 'LicenseManagerLicenseInfo');
  const editions = licences.map((one) => textAt(one, 'editionKey') ?? '');
  return done(editions.length > 0 && editions.every((edition) => /^(esxBasic|esx\.hypervisor)/.test(edition)));
}
