import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { done, failed, type Result } from '../../../shared/result.js';
import { message } from '../../../shared/text/message.js';

/** The text of a file, or undefined when there is none. Other errors throw: a folder without rights is not an empty one. */
export function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw cause;
  }
}

/** Replaces a file in one step: a crash leaves the old text or the new one, never half of it. Readable by its owner only. */
export function writeText(path: string, text: string): Result<void> {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const beside = `${path}.${String(process.pid)}.new`;
    const handle = openSync(beside, 'w', 0o600);
    try {
      writeSync(handle, text);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, path);
    return done(undefined);
  } catch (cause) {
    return failed(
      'config/write',
      message('core.config.write', { file: path, reason: cause instanceof Error ? cause.message : String(cause) }),
    );
  }
}
