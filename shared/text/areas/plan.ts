import type { Sentences } from '../sentences.js';

export const planText = {
  'plan.placeholder': ['', ''],
} as const satisfies Sentences;
