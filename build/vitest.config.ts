import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

/** A window, or minutes of waiting, may miss a moment once on a busy machine; a fault fails twice. Nothing else is tried again. */
const retry = process.env.CI === 'true' ? 1 : 0;

/** Waits for minutes and does little, so that it runs beside the others. */
const patient = 'tests/real/recovery.test.ts';

/** Rungs: `unit` is pure or in-process; `real` and `recovery` start servers that we did not write; `e2e` drives real Electron. */
export default defineConfig({
  root: new URL('..', import.meta.url).pathname,
  test: {
    testTimeout: 20_000,
    projects: [
      {
        extends: true,
        plugins: [svelte()],
        test: {
          name: 'unit',
          // One process for all files: a quarter of the rung's time was the start of 142 of them.
          isolate: false,
          include: [
            'shared/**/*.test.ts',
            'electron/**/*.test.ts',
            'renderer/**/*.test.ts',
            'tests/house/**/*.test.ts',
            'tests/engine/**/*.test.ts',
            'tests/build/**/*.test.ts',
          ],
        },
      },
      { extends: true, test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], testTimeout: 600_000 } },
      {
        extends: true,
        test: {
          name: 'real',
          include: ['tests/real/**/*.test.ts'],
          exclude: [patient],
          globalSetup: 'tests/peers/cli/prepare.ts',
          testTimeout: 120_000,
          // A simulator may have to be compiled first.
          hookTimeout: 300_000,
          // Servers are mostly waited for, and each file has its own, on ports of its own.
          maxWorkers: 3,
        },
      },
      {
        extends: true,
        test: { name: 'recovery', include: [patient], testTimeout: 180_000, hookTimeout: 180_000, maxConcurrency: 10, retry },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts', 'tests/window/**/*.test.ts'],
          globalSetup: 'tests/e2e/prepare.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // Each file has a screen, a desktop and windows of its own.
          maxWorkers: 2,
          retry,
        },
      },
    ],
  },
});
