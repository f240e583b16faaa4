import type { Sentences } from '../sentences.js';

export const policyText = {
  'policy.placeholder': ['', ''],
} as const satisfies Sentences;
