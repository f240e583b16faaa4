import type { Sentences } from '../sentences.js';

export const viewsText = {
  'views.placeholder': ['', ''],
} as const satisfies Sentences;
