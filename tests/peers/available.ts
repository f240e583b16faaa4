import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Full path of a program, also from the folders of servers that an ordinary PATH leaves out. */
export function programPath(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin', '/usr/local/sbin'];
  return folders
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/**
 * Whether a test with a real server can run. Where the server is missing the test says so and is skipped;
 * under CI=true nothing is skipped: the test runs and fails with the server's name.
 */
export function serverThere(what: string, programs: readonly string[]): boolean {
  const missing = programs.filter((program) => programPath(program) === undefined);
  if (missing.length === 0) return true;
  if (process.env['CI'] === 'true') return true;
  console.warn(`skipped: ${what} needs ${missing.join(', ')}, which this machine lacks`);
  return false;
}
