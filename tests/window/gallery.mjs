// Takes a picture of every state of the window in every theme, language and size, to be looked at: node tests/window/gallery.mjs [part of a name]
import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

await runnerImport(fileURLToPath(new URL('./gallery.ts', import.meta.url)), { configFile: false, logLevel: 'warn' });
