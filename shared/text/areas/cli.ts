import type { Sentences } from '../sentences.js';

export const cliText = {
  'cli.placeholder': ['', ''],
} as const satisfies Sentences;
