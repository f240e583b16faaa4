import type { Finding } from '../../shared/run/run.js';
import { message, type Message } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';
import type { Io } from './io.js';

const marks = { error: '✗', warning: '!', info: '·' } as const;

/** Findings for people, worst first, one a line. */
export function tellFindings(io: Io, findings: readonly Finding[]): void {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  for (const finding of [...findings].sort((a, b) => rank[a.severity] - rank[b.severity])) {
    io.text(`${marks[finding.severity]} ${wordsOf(io, finding.message)}  (${finding.code}, ${finding.target})`);
  }
}

/** Findings as the command line's JSON promises them: messages as sentences. */
export function findingsJson(io: Io, findings: readonly Finding[]) {
  return findings.map(({ severity, code, message: what, target }) => ({ severity, code, message: wordsOf(io, what), target }));
}

/** A weak secret that is kept is mended by a command here. */
function wordsOf(io: Io, what: Message): string {
  const { id, part } = what.params ?? {};
  const isSecret = what.key.startsWith('credentials.') && id !== undefined && part !== undefined;
  return [what, ...(isSecret ? [message('credentials.command', { id, part })] : [])].map((one) => say(one, io.locale)).join(' ');
}
