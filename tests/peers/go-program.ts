import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { programPath } from './available.js';

const cacheFolder = resolve(import.meta.dirname, '../../.cache/go');
const library = 'src/github.com/vmware/govmomi/simulator';

/** Where Debian's golang-github-vmware-govmomi-dev lies, or a GOPATH that holds govmomi. */
function goPath(): string | undefined {
  const candidates = [...(process.env['GOPATH'] ?? '').split(':'), '/usr/share/gocode'].filter((one) => one !== '');
  return candidates.find((one) => existsSync(join(one, library)));
}

/**
 * Whether programs over govmomi can be built here. Where something is missing the test says so and is skipped; under CI=true nothing is
 * skipped: the test runs and fails with the name of what is missing.
 */
export function govmomiThere(what: string): boolean {
  const missing = [
    ...['go', 'flock'].filter((program) => programPath(program) === undefined),
    ...(goPath() === undefined ? ['govmomi (golang-github-vmware-govmomi-dev)'] : []),
  ];
  if (missing.length === 0 || process.env['CI'] === 'true') return true;
  console.warn(`skipped: ${what} needs ${missing.join(', ')}, which this machine lacks`);
  return false;
}

/** Whoever waited for the lock finds what another built meanwhile. */
const buildUnlessThere = 'test -e "$0" || { go build -o "$0.new" . && mv "$0.new" "$0"; }';

/**
 * Builds the program of a folder unless this very source was built before; gives its path. Compiling the library takes a minute: one test at a
 * time builds, and all of them share what the compiler keeps.
 */
export async function goProgram(sourceFolder: string): Promise<string> {
  const files = readdirSync(sourceFolder).filter((name) => name.endsWith('.go'));
  const digest = createHash('sha256');
  for (const name of files.sort()) digest.update(name).update(readFileSync(join(sourceFolder, name)));
  const program = join(cacheFolder, `${basename(sourceFolder)}-${digest.digest('hex').slice(0, 16)}`);
  if (existsSync(program)) return program;
  const path = goPath();
  if (path === undefined) throw new Error('govmomi is missing (Debian: golang-go golang-github-vmware-govmomi-dev)');
  mkdirSync(cacheFolder, { recursive: true });
  await promisify(execFile)('flock', [join(cacheFolder, 'lock'), 'sh', '-c', buildUnlessThere, program], {
    cwd: sourceFolder,
    env: { ...process.env, GO111MODULE: 'off', GOPATH: path, GOFLAGS: '', GOCACHE: process.env['GOCACHE'] ?? join(cacheFolder, 'build') },
  });
  return program;
}
