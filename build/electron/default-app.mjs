import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPackage } from '@electron/asar';

/**
 * What an unpackaged Electron runs first: it loads the application named on its command line. ESM with a top-level await, so that
 * `ready` waits until the application's own main has been read (as in Electron's own default_app).
 */
const main = `import { app } from 'electron';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (given === undefined) {
  console.error('Usage: electron PATH');
  app.exit(2);
} else {
  const folder = resolve(given);
  const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  app.setName(about.productName ?? about.name);
  app.setVersion(about.version);
  app.setAppPath(folder);
  if (about.desktopName) app.setDesktopName(about.desktopName);
  await import(pathToFileURL(join(folder, about.main)).href);
}
`;

/** @param {string} target path of default_app.asar */
export async function writeDefaultApp(target) {
  const folder = mkdtempSync(join(tmpdir(), 'default-app-'));
  try {
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'default-app', type: 'module', main: 'main.js' }));
    writeFileSync(join(folder, 'main.js'), main);
    await createPackage(folder, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
