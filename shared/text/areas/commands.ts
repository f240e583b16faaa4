import type { Sentences } from '../sentences.js';

export const commandsText = {
  'commands.placeholder': ['', ''],
} as const satisfies Sentences;
