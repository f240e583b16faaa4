/** Areas of sentences that are only ever said in a terminal. The window's start is read each time it opens, and need not carry them. */
const terminalAreas = /\/shared\/text\/areas\/(cli(?:-usage)?)\.ts$/;

/** Leaves the words of the terminal out of the window's script. tests/house sees to it that nobody else says them. @returns {import('vite').Plugin} */
export function windowWords() {
  return {
    name: 'window-words',
    enforce: 'pre',
    load(id) {
      const area = terminalAreas.exec(id)?.[1];
      if (area === undefined) return undefined;
      return `export const ${area === 'cli' ? 'cliText' : 'cliUsageText'} = {};`;
    },
  };
}
