import type { Sentences } from '../sentences.js';

export const vsphereText = {
  'vsphere.placeholder': ['', ''],
} as const satisfies Sentences;
