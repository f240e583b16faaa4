import type { Sentences } from '../sentences.js';

export const settingsText = {
  'settings.placeholder': ['', ''],
} as const satisfies Sentences;
