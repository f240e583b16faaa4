import { homedir } from 'node:os';
import { dirname, basename, join, resolve } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the desktop program keeps settings, plans and the journal: the command line works on the same folder unless told another. */
export function userFolder(platform: NodeJS.Platform, environment: Environment): string {
  switch (platform) {
    case 'win32':
      return join(environment['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Sundown');
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', 'Sundown');
    default:
      return join(environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'Sundown');
  }
}

/** `--config`, else the folder above `plans/` when the plan lies in one, else the user's. */
export function configFolder(
  given: string | undefined,
  planFile: string | undefined,
  platform: NodeJS.Platform,
  environment: Environment,
): string {
  if (given !== undefined) return resolve(given);
  if (planFile !== undefined && basename(dirname(resolve(planFile))) === 'plans') return dirname(dirname(resolve(planFile)));
  return userFolder(platform, environment);
}
