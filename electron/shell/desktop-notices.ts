import { Notification, type NotificationConstructorOptions } from 'electron';
import type { Notice } from '../../shared/notices/notice.js';
import { message, type Locale, type Message } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';

export interface NoticeWishes {
  readonly icon: string;
  readonly locale: () => Locale;
  readonly onClick: () => void;
}

/** macOS cuts longer texts by itself, and not at a word. */
const MOST_CHARACTERS = 240;

function shortened(text: string): string {
  return text.length <= MOST_CHARACTERS ? text : `${text.slice(0, text.lastIndexOf(' ', MOST_CHARACTERS - 1))} …`;
}

/** Shows notices through the system. One topic has one notice: a newer one replaces the older. */
export class DesktopNotices {
  readonly #wishes: NoticeWishes;
  /** Also keeps them from being collected, which would take their click away. */
  readonly #shown = new Map<string, Notification>();

  constructor(wishes: NoticeWishes) {
    this.#wishes = wishes;
  }

  show(notice: Pick<Notice, 'title' | 'severity' | 'topic'> & { readonly body?: Message }): void {
    if (!Notification.isSupported()) return;
    this.#shown.get(notice.topic)?.close();
    const notification = new Notification(this.#content(notice));
    this.#shown.set(notice.topic, notification);
    notification.on('click', this.#wishes.onClick);
    notification.on('close', () => {
      if (this.#shown.get(notice.topic) === notification) this.#shown.delete(notice.topic);
    });
    notification.show();
  }

  #content(notice: Pick<Notice, 'title' | 'severity'> & { readonly body?: Message }): NotificationConstructorOptions {
    const locale = this.#wishes.locale();
    const title = say(notice.title, locale);
    // Linux desktops do not say who speaks.
    const named = process.platform === 'linux' ? say(message('shell.notice.title', { title }), locale) : title;
    return {
      title: named,
      body: notice.body === undefined ? '' : shortened(say(notice.body, locale)),
      icon: this.#wishes.icon,
      urgency: notice.severity === 'error' ? 'critical' : 'normal',
      silent: notice.severity === 'info',
    };
  }
}
