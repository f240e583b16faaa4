import { join, resolve } from 'node:path';

/** The checkout, wherever it lies. */
export const root = resolve(import.meta.dirname, '../..');
/** Git-ignored, kept between runs: Electron and what was learned about this machine. */
export const cache = join(root, '.cache');
/** Git-ignored, made from the sources. */
export const out = join(root, 'out');
