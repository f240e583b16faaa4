import { describe, expect, it } from 'vitest';
import { startBudget, startBudgetBytes, startBytes } from '../../build/start-budget.mjs';

const chunk = (fileName: string, size: number, more: { readonly isEntry?: boolean; readonly imports?: readonly string[] } = {}) => ({
  type: 'chunk' as const,
  fileName,
  code: 'x'.repeat(size),
  isEntry: more.isEntry ?? false,
  imports: more.imports ?? [],
});

/** What the build says to a bundle; absent when it has nothing against it. */
function complaint(...chunks: ReturnType<typeof chunk>[]): string | undefined {
  let said: string | undefined;
  const check = startBudget().generateBundle as unknown as (this: unknown, options: unknown, bundle: unknown) => void;
  check.call({ error: (text: string) => (said = text) }, {}, Object.fromEntries(chunks.map((one) => [one.fileName, one])));
  return said;
}

describe('the budget of the script that the window loads at its start', () => {
  it('counts the entry and what it imports, however deep, each once, and nothing that is loaded on demand', () => {
    const chunks = [
      chunk('index.js', 10, { isEntry: true, imports: ['a.js', 'b.js'] }),
      chunk('a.js', 20, { imports: ['b.js'] }),
      chunk('b.js', 40, { imports: ['a.js'] }),
      chunk('view.js', 80, { imports: ['a.js'] }),
    ];
    expect(startBytes(chunks)).toBe(70);
  });

  it('fails the build above it, and only then', () => {
    const entry = (size: number) => chunk('index.js', size, { isEntry: true });
    expect(complaint(entry(startBudgetBytes), chunk('view.js', 1000))).toBeUndefined();
    expect(complaint(entry(startBudgetBytes + 1))).toContain('its budget is 400000');
  });
});
