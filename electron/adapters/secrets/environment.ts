import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SecretPart } from '../../../shared/settings/connection.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** `SUNDOWN_SECRET_UPS1_AUTH`; for `password` also without the part: `SUNDOWN_SECRET_NAS`. */
export function environmentNames(connectionId: string, part: SecretPart): readonly string[] {
  const base = `SUNDOWN_SECRET_${connectionId.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
  const full = `${base}_${part.toUpperCase()}`;
  return part === 'password' ? [full, base] : [full];
}

/** A secret from the environment or from systemd's credentials folder (`<id>.<part>`, for `password` also `<id>`); else undefined. */
export function secretFromEnvironment(environment: Environment, connectionId: string, part: SecretPart): string | undefined {
  for (const name of environmentNames(connectionId, part)) {
    const value = environment[name];
    if (value !== undefined && value !== '') return value;
  }
  const folder = environment['CREDENTIALS_DIRECTORY'];
  if (folder === undefined || folder === '') return undefined;
  for (const file of part === 'password' ? [`${connectionId}.${part}`, connectionId] : [`${connectionId}.${part}`]) {
    try {
      return readFileSync(join(folder, file), 'utf8').replace(/\r?\n$/, '');
    } catch {
      continue;
    }
  }
  return undefined;
}
