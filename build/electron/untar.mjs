import { createReadStream, createWriteStream } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

const BLOCK = 512;

/** Passes on one member of a tar stream (POSIX ustar headers of 512 bytes, contents padded to 512). */
class Member extends Transform {
  /** @param {string} wanted */
  constructor(wanted) {
    super();
    this.wanted = wanted;
    /** @type {Buffer} */
    this.pending = Buffer.alloc(0);
    this.left = 0;
    this.padding = 0;
    this.passing = false;
    this.found = false;
  }

  /** @override @param {Buffer} chunk @param {string} _encoding @param {import('node:stream').TransformCallback} done */
  _transform(chunk, _encoding, done) {
    let data = this.pending.length > 0 ? Buffer.concat([this.pending, chunk]) : chunk;
    this.pending = Buffer.alloc(0);
    while (data.length > 0) {
      if (this.left > 0) data = this.content(data);
      else if (this.padding > 0) {
        const skipped = Math.min(this.padding, data.length);
        this.padding -= skipped;
        data = data.subarray(skipped);
      } else if (data.length >= BLOCK) data = this.header(data);
      else {
        this.pending = data;
        break;
      }
    }
    done();
  }

  /** @param {Buffer} data */
  content(data) {
    const part = data.subarray(0, this.left);
    if (this.passing) this.push(part);
    this.left -= part.length;
    return data.subarray(part.length);
  }

  /** @param {Buffer} data */
  header(data) {
    const name = data.toString('utf8', 0, 100).split('\0')[0] ?? '';
    this.left = parseInt(data.toString('ascii', 124, 136), 8) || 0;
    this.padding = (BLOCK - (this.left % BLOCK)) % BLOCK;
    this.passing = name === this.wanted;
    this.found ||= this.passing;
    return data.subarray(BLOCK);
  }
}

/**
 * Writes one file of a .tar.gz; the rest is skipped.
 * @param {string} archive @param {string} member path inside the archive @param {string} target
 */
export async function extractMember(archive, member, target) {
  const pick = new Member(member);
  await pipeline(createReadStream(archive), createGunzip(), pick, createWriteStream(target));
  if (!pick.found) throw new Error(`${archive} holds no ${member}`);
}
