import type { Notice } from '../../shared/notices/notice.js';

const atMost = 200;

/** Notices, newest first; one topic has one notice. Told notices go to the system and the window once. */
export interface NoticeBoard {
  post(notice: Notice): void;
  list(): readonly Notice[];
  read(ids: readonly string[]): void;
  dismiss(ids: readonly string[]): void;
  onNotice(listener: (notice: Notice) => void): () => void;
}

export function createNoticeBoard(changed: () => void): NoticeBoard {
  let notices: readonly Notice[] = [];
  const listeners = new Set<(notice: Notice) => void>();
  return {
    post: (notice) => {
      notices = [notice, ...notices.filter((one) => one.topic !== notice.topic)].slice(0, atMost);
      changed();
      for (const listener of listeners) listener(notice);
    },
    list: () => notices,
    read: (ids) => {
      notices = notices.map((one) => (ids.includes(one.id) ? { ...one, read: true } : one));
      changed();
    },
    dismiss: (ids) => {
      notices = notices.filter((one) => !ids.includes(one.id));
      changed();
    },
    onNotice: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
