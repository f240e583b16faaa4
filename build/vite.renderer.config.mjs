import { svelte } from '@sveltejs/vite-plugin-svelte';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';
import { startBudget } from './start-budget.mjs';
import { windowWords } from './window-words.mjs';

const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The window's page: a script to start with and one per editor, loaded when it is first shown; one style sheet, one font; nothing from
 * elsewhere, as its Content-Security-Policy demands.
 */
export default defineConfig({
  root: here('../renderer'),
  base: './',
  plugins: [windowWords(), svelte({ configFile: false, compilerOptions: { runes: true } }), startBudget()],
  build: {
    outDir: here('../out/renderer'),
    emptyOutDir: true,
    target: 'chrome130',
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: false,
    cssCodeSplit: false,
    reportCompressedSize: false,
  },
});
