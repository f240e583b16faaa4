import type { Sentences } from '../sentences.js';

export const practiceText = {
  'practice.placeholder': ['', ''],
} as const satisfies Sentences;
