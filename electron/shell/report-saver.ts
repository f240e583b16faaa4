import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { app, dialog, type BrowserWindow } from 'electron';
import type { ReportText } from '../core/engine-port.js';
import { done, failed, type Result } from '../../shared/result.js';
import { message, type Locale } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';

/** Asks where to keep a report and writes it there. No path when the person thought better of it. */
export async function saveReport(
  report: ReportText,
  window: BrowserWindow | undefined,
  locale: Locale,
): Promise<Result<{ readonly path?: string }>> {
  const options = {
    title: say(message('shell.save.title'), locale),
    defaultPath: join(app.getPath('documents'), report.suggestedName),
  };
  const { filePath, canceled } = await (window === undefined ? dialog.showSaveDialog(options) : dialog.showSaveDialog(window, options));
  if (canceled || filePath === '') return done({});
  try {
    await writeFile(filePath, report.text);
    return done({ path: filePath });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed('shell/notSaved', message('shell.save.failed', { reason }));
  }
}
