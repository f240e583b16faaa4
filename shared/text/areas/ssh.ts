import type { Sentences } from '../sentences.js';

export const sshText = {
  'ssh.placeholder': ['', ''],
} as const satisfies Sentences;
