import type { Sentences } from '../sentences.js';

export const runText = {
  'run.placeholder': ['', ''],
} as const satisfies Sentences;
