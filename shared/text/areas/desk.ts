import type { Sentences } from '../sentences.js';

export const deskText = {
  'desk.unused': ['-', '-'],
} as const satisfies Sentences;
