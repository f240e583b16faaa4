import { chmodSync, closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** @typedef {{ name: string, method: number, packedSize: number, mode: number, offset: number }} Entry */

/** @param {number} file @param {number} position @param {number} length */
function read(file, position, length) {
  const buffer = Buffer.alloc(length);
  readSync(file, buffer, 0, length, position);
  return buffer;
}

/** @param {number} file @returns {Entry[]} the central directory (PKWARE APPNOTE 4.3.12) */
function entriesOf(file) {
  const { size } = fstatSync(file);
  const tailSize = Math.min(size, 66_000);
  const tail = read(file, size - tailSize, tailSize);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) throw new Error('not a zip file: no end of central directory');
  const directory = read(file, tail.readUInt32LE(end + 16), tail.readUInt32LE(end + 12));
  /** @type {Entry[]} */
  const entries = [];
  let at = 0;
  while (at + 46 <= directory.length && directory.readUInt32LE(at) === 0x02014b50) {
    const nameSize = directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + 46, at + 46 + nameSize),
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
    });
    at += 46 + nameSize + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

/** @param {number} file @param {Entry} entry */
function contentOf(file, entry) {
  const header = read(file, entry.offset, 30);
  const start = entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = read(file, start, entry.packedSize);
  if (entry.method === 0) return packed;
  if (entry.method === 8) return inflateRawSync(packed);
  throw new Error(`${entry.name}: unknown compression ${entry.method}`);
}

/**
 * Unpacks the files of a zip that `place` gives a path for. Zip64 is not needed here and not understood.
 * @param {string} zip @param {string} folder
 * @param {(name: string) => string | undefined} place the path under `folder`, or undefined to leave the file out
 */
export function unzip(zip, folder, place) {
  const file = openSync(zip, 'r');
  try {
    for (const entry of entriesOf(file)) {
      const name = entry.name.endsWith('/') ? undefined : place(entry.name);
      if (name === undefined) continue;
      if (normalize(name).startsWith('..')) throw new Error(`${entry.name} points out of its folder`);
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, contentOf(file, entry));
      if ((entry.mode & 0o111) !== 0) chmodSync(path, 0o755);
    }
  } finally {
    closeSync(file);
  }
}
