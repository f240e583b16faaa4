import type { Notice } from '../../shared/notices/notice.js';
import type { Failure, Result } from '../../shared/result.js';
import { message, type Message } from '../../shared/text/message.js';
import { announce } from './announcer.svelte.js';
import { call } from './client.js';
import { layout } from './layout.svelte.js';
import { words } from './locale.svelte.js';
import { currentSnapshot } from './snapshot-source.js';

const toastMs = 10_000;

/** Notices of main and of the window itself: one toast at a time, all of them in the centre. */
class Notices {
  private local: Notice[] = $state.raw([]);
  private queue: string[] = $state.raw([]);
  private readonly seen = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | undefined;
  private count = 0;
  centreOpen = $state(false);

  /** Newest first; one per topic. */
  readonly all: readonly Notice[] = $derived.by(() => {
    const newestFirst = [...(currentSnapshot()?.notices ?? []), ...this.local].sort((a, b) => b.at.localeCompare(a.at));
    return newestFirst.filter((notice, index) => newestFirst.findIndex((other) => other.topic === notice.topic) === index);
  });
  readonly unread: number = $derived(this.all.filter((notice) => !notice.read).length);
  readonly toast: Notice | undefined = $derived(this.all.find((notice) => notice.id === this.queue[0]));

  /** What is there when the window opens is in the centre, not in toasts. */
  begin(): void {
    for (const notice of this.all) this.seen.add(notice.id);
  }

  /** Call after each snapshot: queues a toast for what is new. */
  notice(): void {
    for (const notice of [...this.all].reverse()) {
      if (this.seen.has(notice.id)) continue;
      this.seen.add(notice.id);
      if (!notice.read) this.enqueue(notice);
    }
  }

  /** Tells a person something that the window itself found out. */
  tell(
    severity: Notice['severity'],
    title: Message,
    more: { readonly body?: Message; readonly topic?: string; readonly actions?: readonly string[] } = {},
  ): void {
    this.count += 1;
    const id = `local:${String(this.count)}`;
    const topic = more.topic ?? id;
    const notice: Notice = {
      id,
      at: new Date().toISOString(),
      severity,
      title,
      ...(more.body === undefined ? {} : { body: more.body }),
      topic,
      actions: more.actions ?? [],
      read: false,
    };
    this.local = [...this.local.filter((other) => other.topic !== topic), notice];
    this.seen.add(id);
    this.enqueue(notice);
  }

  hideToast(): void {
    clearTimeout(this.timer);
    this.queue = this.queue.slice(1);
    this.startTimer();
  }

  /** A toast that is looked at stays. */
  holdToast(): void {
    clearTimeout(this.timer);
  }

  startTimer(): void {
    clearTimeout(this.timer);
    const shown = this.toast;
    if (shown === undefined || shown.actions.length > 0 || shown.severity === 'error') return;
    this.timer = setTimeout(() => {
      this.hideToast();
    }, toastMs);
  }

  dismiss(ids: readonly string[]): void {
    this.local = this.local.filter((notice) => !ids.includes(notice.id));
    this.queue = this.queue.filter((id) => !ids.includes(id));
    const fromMain = ids.filter((id) => !id.startsWith('local:'));
    if (fromMain.length > 0) void call('notices.dismiss', { ids: [...fromMain] });
  }

  openCentre(): void {
    this.centreOpen = true;
    this.queue = [];
    const unread = this.all.filter((notice) => !notice.read).map((notice) => notice.id);
    this.local = this.local.map((notice) => ({ ...notice, read: true }));
    const fromMain = unread.filter((id) => !id.startsWith('local:'));
    if (fromMain.length > 0) void call('notices.read', { ids: fromMain });
  }

  toggleCentre(): void {
    if (this.centreOpen) this.centreOpen = false;
    else this.openCentre();
  }

  private enqueue(notice: Notice): void {
    if (layout.state.doNotDisturb && notice.severity !== 'error') return;
    announce(words(notice.title), notice.severity === 'error' ? 'assertive' : 'polite');
    this.queue = [...this.queue.filter((id) => this.all.some((other) => other.id === id)), notice.id];
    if (this.queue.length === 1) this.startTimer();
  }
}

export const notices = new Notices();

export function tellFailure(failure: Failure): void {
  notices.tell('error', failure.message, { topic: `failure/${failure.code}` });
}

/**
 * Waits for a call and tells the person when it failed. Gives back the value, or `undefined` after a failure.
 * A call that breaks (main refused it or is gone) is told in plain words too.
 */
export async function report<T>(result: Promise<Result<T>>): Promise<{ readonly value: T } | undefined> {
  try {
    const ended = await result;
    if (ended.ok) return { value: ended.value };
    // A person who just said no need not be told so.
    if (ended.failure.code !== 'confirm/declined') tellFailure(ended.failure);
  } catch {
    notices.tell('error', message('workbench.callFailed'), { topic: 'failure/call' });
  }
  return undefined;
}
