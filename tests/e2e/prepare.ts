import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundle, ensureBuilt, nodeBundle } from '../../build/compile.mjs';
import { findElectron } from '../../build/electron/find.mjs';
import { root, scriptedFolder } from './harness.js';

/** Before the first file of the rung: files run side by side, so that none may build or download what another is using. */
export async function setup(): Promise<void> {
  const { folder } = await findElectron();
  process.env['ELECTRON_OVERRIDE_DIST_PATH'] = folder;
  await ensureBuilt();
  await bundle(nodeBundle(join(root, 'tests/e2e/scripted-main.ts'), join(scriptedFolder, 'main'), 'main.js'));
  mkdirSync(scriptedFolder, { recursive: true });
  const about = { name: 'sundown', productName: 'Sundown', version: '0.0.0-test', type: 'module', main: 'main/main.js' };
  writeFileSync(join(scriptedFolder, 'package.json'), JSON.stringify(about));
}
