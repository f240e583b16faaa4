import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cache, root } from '../setup/places.mjs';
import { run } from '../setup/processes.mjs';
import { say } from '../setup/say.mjs';

const packageFolder = join(root, 'node_modules/electron');
const failureFile = join(cache, 'electron-download-failed.json');
const DAY_MS = 86_400_000;
/** No answer within this time counts as no connection; once bytes flow a slow line gets its time. */
const FIRST_BYTE_MS = 5000;

export const officialVersion = () => JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version;

/** @returns {string | undefined} the folder of the binary when it is there in the right version */
export function officialFolder() {
  const dist = join(packageFolder, 'dist');
  const version = join(dist, 'version');
  if (!existsSync(version) || !existsSync(join(packageFolder, 'path.txt'))) return undefined;
  return readFileSync(version, 'utf8').trim().replace(/^v/, '') === officialVersion() ? dist : undefined;
}

function failedLately() {
  if (!existsSync(failureFile)) return false;
  const failure = JSON.parse(readFileSync(failureFile, 'utf8'));
  return failure.version === officialVersion() && Date.now() - failure.at < DAY_MS;
}

/** Downloads into Electron's own cache, where its installer looks first. */
async function download() {
  const require = createRequire(join(packageFolder, 'package.json'));
  const { downloadArtifact } = await import(pathToFileURL(require.resolve('@electron/get')).href);
  const waiting = new AbortController();
  const limit = setTimeout(() => waiting.abort(new Error(`no answer within ${FIRST_BYTE_MS / 1000} s`)), FIRST_BYTE_MS);
  try {
    await downloadArtifact({
      version: officialVersion(),
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      cacheRoot: process.env.electron_config_cache,
      checksums: require('./checksums.json'),
      downloadOptions: { signal: waiting.signal, getProgressCallback: async () => clearTimeout(limit) },
    });
  } finally {
    clearTimeout(limit);
  }
}

/** @param {unknown} error */
function reasonOf(error) {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? error.cause.message : error.message;
}

/**
 * Fetches the official binary. A failure is remembered for a day, so that only the first start of the day pays for it.
 * @returns {Promise<string | undefined>} its folder
 */
export async function fetchOfficial() {
  if (failedLately()) return undefined;
  try {
    await download();
    const result = await run(process.execPath, [join(packageFolder, 'install.js')], { output: 'toStderr', timeoutMs: 300_000 });
    if (result.code !== 0) throw new Error(`its installer ended with code ${result.code}`);
    rmSync(failureFile, { force: true });
    return officialFolder();
  } catch (error) {
    say(`Electron ${officialVersion()} could not be downloaded: ${reasonOf(error)}.`);
    mkdirSync(dirname(failureFile), { recursive: true });
    writeFileSync(failureFile, JSON.stringify({ version: officialVersion(), at: Date.now() }));
    return undefined;
  }
}
