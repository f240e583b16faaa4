import type { Sentences } from '../sentences.js';

export const workbenchText = {
  'workbench.placeholder': ['', ''],
} as const satisfies Sentences;
