import type { Finding } from '../../shared/run/run.js';
import { say } from '../../shared/text/say.js';
import type { Io } from './io.js';

const marks = { error: '✗', warning: '!', info: '·' } as const;

/** Findings for people, worst first, one a line. */
export function tellFindings(io: Io, findings: readonly Finding[]): void {
  const rank = { error: 0, warning: 1, info: 2 } as const;
  for (const finding of [...findings].sort((a, b) => rank[a.severity] - rank[b.severity])) {
    io.text(`${marks[finding.severity]} ${say(finding.message, io.locale)}  (${finding.code}, ${finding.target})`);
  }
}

/** Findings as the command line's JSON promises them: messages as sentences. */
export function findingsJson(io: Io, findings: readonly Finding[]) {
  return findings.map(({ severity, code, message, target }) => ({ severity, code, message: say(message, io.locale), target }));
}
