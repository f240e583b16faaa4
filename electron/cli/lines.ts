import type { ToldLine } from '../core/engine/watch-line.js';
import type { RunReport } from '../../shared/run/run.js';
import { say } from '../../shared/text/say.js';
import { sayDuration } from '../../shared/text/duration.js';
import type { TextKey } from '../../shared/text/catalogue.js';
import { catalogue } from '../../shared/text/catalogue.js';
import { findingsJson } from './findings.js';
import type { Io } from './io.js';

/** A line as the command line promises it: messages as sentences. */
export function lineJson(io: Io, line: ToldLine): unknown {
  if (line.kind === 'operationFailed') return { ...line, message: say(line.message, io.locale) };
  if (line.kind !== 'notice') return line;
  const { message, body, ...rest } = line;
  return { ...rest, text: [message, body].flatMap((one) => (one === undefined ? [] : [say(one, io.locale)])).join(' ') };
}

/** The report that ends a run: the one document, or the last of the lines. */
export function tellReport(io: Io, report: RunReport): void {
  if (io.format === 'jsonLines') io.line({ kind: 'report', ...reportJson(io, report) });
  else io.document(reportJson(io, report));
}

/** A report with its messages as sentences. */
export function reportJson(io: Io, report: RunReport) {
  return {
    ...report,
    operations: report.operations.map(({ note, remark, ...one }) => ({
      ...one,
      ...(note === undefined ? {} : { note: say(note, io.locale) }),
      ...(remark === undefined ? {} : { remark: say(remark, io.locale) }),
    })),
    findings: findingsJson(io, report.findings),
  };
}

/** The same for people: `  4 min 20 s  app01 is off`. */
export function lineWords(io: Io, line: ToldLine): string {
  const time = sayDuration(line.t, io.locale).padStart(12);
  return `${time}  ${wordsOf(io, line)}`;
}

function wordsOf(io: Io, line: ToldLine): string {
  const tIfAny = (key: string) => (key in catalogue ? say({ key: key as TextKey }, io.locale) : key);
  switch (line.kind) {
    case 'upsChanged':
      return `${line.ups}: ${tIfAny(`policy.power.${line.power}`)}${line.runtimeSeconds === undefined ? '' : `, ${sayDuration(line.runtimeSeconds, io.locale)}`}`;
    case 'triggerFired':
      return tIfAny(`policy.trigger.${line.trigger}`);
    case 'operationIntended':
    case 'operationDone':
      return `${line.kind === 'operationDone' ? '✓' : '→'} ${tIfAny(`run.action.${line.action}`)}: ${line.target}`;
    case 'operationFailed':
      return `✗ ${tIfAny(`run.action.${line.action}`)}: ${line.target} – ${say(line.message, io.locale)}`;
    case 'stepStarted':
      return `[${line.step}]`;
    case 'notice':
      return `${line.severity === 'error' ? '!' : '·'} ${say(line.message, io.locale)}${line.body === undefined ? '' : ` ${say(line.body, io.locale)}`}`;
    default:
      return tIfAny(`cli.line.${line.kind}`);
  }
}
