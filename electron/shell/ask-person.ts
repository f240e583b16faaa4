import { dialog, type BrowserWindow } from 'electron';
import type { Locale, Message } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';

export interface Question {
  readonly title: Message;
  /** The question itself; the title stands for it where there is none. */
  readonly message?: Message;
  readonly detail: Message;
  readonly yes: Message;
  readonly no: Message;
}

/** Asks a person in a dialog of the system, which no page can open, cover or answer. No is the default, and what closing it means. */
export async function askPerson(question: Question, locale: Locale, window: BrowserWindow | undefined): Promise<boolean> {
  const options = {
    type: 'warning' as const,
    title: say(question.title, locale),
    message: say(question.message ?? question.title, locale),
    detail: say(question.detail, locale),
    buttons: [say(question.no, locale), say(question.yes, locale)],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  };
  const { response } = await (window?.isVisible() === true ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
  return response === 1;
}
