import type { Sentences } from '../sentences.js';

export const upsText = {
  'ups.placeholder': ['', ''],
} as const satisfies Sentences;
