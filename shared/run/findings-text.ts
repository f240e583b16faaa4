import type { Locale } from '../text/message.js';
import { message } from '../text/message.js';
import { say } from '../text/say.js';
import { severityKey } from './report-text.js';
import type { Finding } from './run.js';

/** A check's findings as Markdown that also reads well as plain text. */
export function findingsMarkdown(planTitle: string, at: string, findings: readonly Finding[], locale: Locale): string {
  const title = say(message('core.check.title', { plan: planTitle }), locale);
  const lines = findings.map(
    (one) => `- **${say(message(severityKey(one.severity)), locale)}** ${one.target}: ${say(one.message, locale)} (${one.code})`,
  );
  return `# ${title}\n\n${at}\n\n${lines.length === 0 ? say(message('core.check.nothing'), locale) : lines.join('\n')}\n`;
}
