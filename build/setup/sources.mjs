import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { out, root } from './places.mjs';

const stamp = join(out, 'built.json');
const folders = ['shared', 'electron', 'renderer', 'assets', 'build'];
const files = ['package.json', 'package-lock.json'];

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
}

/** A hash over everything that goes into the build; contents, not dates, so that a fresh clone and a switch of branches count right. */
export function sourcesHash() {
  const hash = createHash('sha256');
  const all = [...folders.flatMap((folder) => filesUnder(join(root, folder))), ...files.map((file) => join(root, file))].sort();
  for (const file of all) hash.update(relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

/** @param {string} hash */
export function isBuilt(hash) {
  if (!existsSync(stamp)) return false;
  return JSON.parse(readFileSync(stamp, 'utf8')).hash === hash;
}

/** @param {string} hash */
export function markBuilt(hash) {
  mkdirSync(out, { recursive: true });
  writeFileSync(stamp, `${JSON.stringify({ hash })}\n`);
}
