export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type RunCommand = (words: readonly string[]) => CommandResult | Promise<CommandResult>;

export const printed = (stdout: string, code = 0): CommandResult => ({ code, stdout, stderr: '' });

interface Step {
  /** What stands before it. */
  readonly after: '' | ';' | '&&' | '||';
  readonly words: readonly string[];
}

/** Runs a line of `;`, `&&` and `||` as a shell would; no pipes, variables or substitutions. */
export async function runCommandLine(line: string, run: RunCommand): Promise<CommandResult> {
  let result = printed('');
  for (const step of stepsOf(line)) {
    if (step.after === '&&' && result.code !== 0) continue;
    if (step.after === '||' && result.code === 0) continue;
    const next = await run(withoutPrefixes(step.words));
    result = { code: next.code, stdout: result.stdout + next.stdout, stderr: result.stderr + next.stderr };
  }
  return result;
}

/** `LC_ALL=C` and `sudo -n` change nothing in the practice office. */
function withoutPrefixes(words: readonly string[]): readonly string[] {
  let start = 0;
  while (/^\w+=/.test(words[start] ?? '') || words[start] === 'sudo' || (words[start - 1] === 'sudo' && words[start] === '-n')) start += 1;
  return words.slice(start);
}

function stepsOf(line: string): readonly Step[] {
  const steps: { after: Step['after']; words: string[] }[] = [{ after: '', words: [] }];
  const token = /\s*(?:(&&|\|\||;|\n)|((?:"(?:\\.|[^"\\])*"|'[^']*'|\\.|[^\s;&|"'\\])+))/gy;
  for (let found = token.exec(line); found !== null; found = token.exec(line)) {
    if (found[1] !== undefined) steps.push({ after: found[1] === '\n' ? ';' : (found[1] as Step['after']), words: [] });
    else steps.at(-1)?.words.push(unquote(found[2] ?? ''));
  }
  return steps.filter((step) => step.words.length > 0);
}

function unquote(word: string): string {
  return word.replace(/"((?:\\.|[^"\\])*)"|'([^']*)'|\\(.)/g, (_, double?: string, single?: string, escaped?: string) =>
    double === undefined ? (single ?? escaped ?? '') : double.replace(/\\([\\"$`])/g, '$1'),
  );
}
