import type { Sentences } from '../sentences.js';

export const shellText = {
  'shell.placeholder': ['', ''],
} as const satisfies Sentences;
