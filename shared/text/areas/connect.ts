import type { Sentences } from '../sentences.js';

export const connectText = {
  'connect.unused': ['-', '-'],
} as const satisfies Sentences;
