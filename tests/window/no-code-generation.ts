import { config } from 'zod';

// The served page's Content-Security-Policy forbids making code from text. Zod tries it once per schema unless told before the first schema.
config({ jitless: true });
