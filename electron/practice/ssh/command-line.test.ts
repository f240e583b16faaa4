import { describe, expect, it } from 'vitest';
import { printed, runCommandLine } from './command-line.js';

async function ran(line: string, failing: readonly string[] = []): Promise<string[]> {
  const seen: string[] = [];
  await runCommandLine(line, (words) => {
    seen.push(words.join('|'));
    return printed('', failing.includes(words[0] ?? '') ? 1 : 0);
  });
  return seen;
}

describe('the shell of the practice office', () => {
  it('keeps quoted words together', async () => {
    expect(await ran(`a "b c" 'd "e"' f\\ g -r"x y"`)).toEqual(['a|b c|d "e"|f g|-rx y']);
  });

  it('goes on after && only on success, after || only on failure, after ; always', async () => {
    expect(await ran('a && b || c; d', [])).toEqual(['a', 'b', 'd']);
    expect(await ran('a && b || c; d', ['a'])).toEqual(['a', 'c', 'd']);
  });

  it('overlooks sudo and variables before a command', async () => {
    expect(await ran('sudo -n /sbin/shutdown -h now || /sbin/poweroff')).toEqual(['/sbin/shutdown|-h|now']);
    expect(await ran('LC_ALL=C virsh list')).toEqual(['virsh|list']);
  });
});
