/** The window's script before anything shows: what the page names and what that imports at once. Parts loaded on demand do not count. */
export const startBudgetBytes = 400_000;

/** @typedef {{ readonly fileName: string, readonly isEntry: boolean, readonly code: string, readonly imports: readonly string[] }} Chunk */

/** Bytes of the entries and of everything they import statically. @param {readonly Chunk[]} chunks */
export function startBytes(chunks) {
  const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
  const needed = new Set(chunks.filter((chunk) => chunk.isEntry));
  for (const chunk of needed) {
    for (const name of chunk.imports) {
      const imported = byName.get(name);
      if (imported !== undefined) needed.add(imported);
    }
  }
  return [...needed].reduce((sum, chunk) => sum + Buffer.byteLength(chunk.code), 0);
}

/** Fails the build when the start outgrows its budget. @returns {import('vite').Plugin} */
export function startBudget() {
  return {
    name: 'start-budget',
    generateBundle(_options, bundle) {
      const bytes = startBytes(Object.values(bundle).filter((part) => part.type === 'chunk'));
      if (bytes > startBudgetBytes)
        this.error(
          `The window loads ${String(bytes)} bytes of script before it shows anything; its budget is ${String(startBudgetBytes)}. Load by import() what is not needed at once.`,
        );
    },
  };
}
