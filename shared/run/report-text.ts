import { sayDuration } from '../text/duration.js';
import { message, type Locale, type Message } from '../text/message.js';
import { say } from '../text/say.js';
import type { TextKey } from '../text/catalogue.js';
import type { OperationKind } from '../plan/operation.js';
import type { OperationStatus, RunPhase, RunReport, RunState, Severity, StepStatus } from './run.js';

/** A run's report as Markdown that also reads well as plain text, in the reader's language. */
export function reportMarkdown(report: RunReport, locale: Locale): string {
  const words = (key: TextKey, params?: Message['params']) => say(params === undefined ? { key } : { key, params }, locale);
  const title = titleOf(report);
  const parts = [
    `# ${words(title, { plan: plain(report.planTitle) })}`,
    words('run.report.started', { at: new Date(report.startedAt).toLocaleString(locale, { dateStyle: 'medium', timeStyle: 'medium' }) }),
    facts(report, locale),
    `## ${words('run.report.steps')}`,
    stepTable(report, locale),
    `## ${words('run.report.operations')}`,
    operationTable(report, locale),
    `## ${words('run.report.notRestored')}`,
    list(report.notRestored.map(plain), locale),
    `## ${words('run.report.findings')}`,
    list(
      report.findings.map((one) => `${words(severityKey(one.severity))}: ${plain(one.target)} – ${plain(say(one.message, locale))}`),
      locale,
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function titleOf({ mode, trigger }: RunReport): TextKey {
  if (mode === 'rehearsal') return 'run.report.rehearsalTitle';
  return trigger === 'drill' ? 'drill.report.title' : 'run.report.title';
}

/** A drill cannot pass a point of no return. */
export function phaseKey(phase: RunPhase, trigger?: RunState['trigger']): TextKey {
  return trigger === 'drill' && phase !== 'beyond' ? `drill.phase.${phase}` : `run.phase.${phase}`;
}
export function statusKey(status: OperationStatus): TextKey {
  return `run.status.${status}`;
}
export function stepStatusKey(status: StepStatus): TextKey {
  return `run.step.${status}`;
}
export function actionKey(kind: OperationKind): TextKey {
  return `run.action.${kind}`;
}
export function triggerKey(trigger: RunState['trigger']): TextKey {
  return `run.trigger.${trigger}`;
}
export function modeKey(mode: RunState['mode']): TextKey {
  return `run.mode.${mode}`;
}
export function severityKey(severity: Severity): TextKey {
  return `run.severity.${severity}`;
}

function facts(report: RunReport, locale: Locale): string {
  const seconds = (value: number | undefined) => (value === undefined ? undefined : sayDuration(value, locale));
  const rows: readonly (readonly [TextKey, string | undefined])[] = [
    ['run.report.phase', say(message(phaseKey(report.phase, report.trigger)), locale)],
    ['run.report.mode', say(message(modeKey(report.mode)), locale)],
    ['run.report.trigger', say(message(triggerKey(report.trigger)), locale)],
    ['run.report.took', seconds(report.seconds)],
    ['run.report.needed', seconds(report.neededSeconds)],
    ['run.report.battery', seconds(report.batterySeconds)],
    ['run.report.margin', seconds(report.marginSeconds)],
  ];
  return rows.flatMap(([key, value]) => (value === undefined ? [] : [`- ${say(message(key), locale)}: ${value}`])).join('\n');
}

function stepTable(report: RunReport, locale: Locale): string {
  const head: readonly TextKey[] = ['run.report.step', 'run.report.status', 'run.report.from', 'run.report.to'];
  const rows = report.steps.map((one) => [
    plain(one.title),
    say(message(stepStatusKey(one.status)), locale),
    moment(one.startSeconds, locale),
    moment(one.endSeconds, locale),
  ]);
  return table(head, rows, locale);
}

function operationTable(report: RunReport, locale: Locale): string {
  const head: readonly TextKey[] = [
    'run.report.action',
    'run.report.target',
    'run.report.status',
    'run.report.from',
    'run.report.to',
    'run.report.note',
  ];
  const rows = report.operations.map((one) => {
    const alreadySo = one.status === 'done' && !one.acted ? say(message('run.report.alreadySo'), locale) : '';
    const said = [one.note, one.remark].flatMap((words) => (words === undefined ? [] : say(words, locale))).join(' ');
    return [
      say(message(actionKey(kindOf(one.id))), locale),
      plain(one.target),
      say(message(statusKey(one.status)), locale),
      moment(one.startSeconds, locale),
      moment(one.endSeconds, locale),
      plain(said === '' ? alreadySo : said),
    ];
  });
  return table(head, rows, locale);
}

/** The kind stands second in an operation's id: `<stepId>/<kind>/<target key>`. */
export function kindOf(operationId: string): OperationKind {
  return operationId.split('/')[1] as OperationKind;
}

function moment(seconds: number | undefined, locale: Locale): string {
  return seconds === undefined ? '' : sayDuration(seconds, locale);
}

function table(head: readonly TextKey[], rows: readonly (readonly string[])[], locale: Locale): string {
  if (rows.length === 0) return say(message('run.report.nothing'), locale);
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head.map((key) => say(message(key), locale))), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function list(lines: readonly string[], locale: Locale): string {
  return lines.length === 0 ? say(message('run.report.nothing'), locale) : lines.map((one) => `- ${one}`).join('\n');
}

/** Names come from elsewhere: they must not break a table or become markup. */
function plain(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[\\|*_`<>[\]#]/g, (sign) => `\\${sign}`);
}
