import type { EventLine } from '../../../shared/ipc/table.js';
import { call } from '../../platform/client.js';
import { layout } from '../../platform/layout.svelte.js';

export type SeverityFilter = 'all' | EventLine['severity'];

const pageSize = 100;
const severities: readonly SeverityFilter[] = ['all', 'error', 'warning', 'info'];

/** The pages of the event log that have been read, newest first, under the filter in force. */
class EventLog {
  lines: readonly EventLine[] = $state.raw([]);
  /** What stands in the search field; it counts as `text` once the typing stops. */
  typed = $state('');
  text = $state('');
  severity = $state<SeverityFilter>('all');
  isLoading = $state(false);
  isUnreadable = $state(false);
  hasMore = $state(false);
  /** Counts readings of the first page: an answer that comes after a newer question is dropped. */
  private asked = 0;

  readonly isFiltered = $derived(this.text.trim() !== '' || this.severity !== 'all');

  restore(): void {
    const kept = severities.find((candidate) => candidate === layout.remembered('events.severity'));
    if (kept !== undefined) this.severity = kept;
  }

  setSeverity(severity: SeverityFilter): void {
    this.severity = severity;
    layout.remember('events.severity', severity);
  }

  clear(): void {
    this.typed = '';
    this.text = '';
    this.setSeverity('all');
  }

  /** Reads the newest page anew; keeps older pages that still join on. */
  async refresh(): Promise<void> {
    this.asked += 1;
    const mine = this.asked;
    this.isLoading = true;
    const filter = JSON.stringify(this.filter());
    const newest = await this.read({});
    if (mine !== this.asked) return;
    this.isLoading = false;
    if (newest === undefined) return;
    const last = newest.at(-1);
    const joins = last !== undefined && this.readUnder === filter && this.lines.some((line) => line.id === last.id);
    this.lines = joins ? [...newest, ...this.lines.filter((line) => line.id < last.id)] : newest;
    if (!joins) this.hasMore = newest.length === pageSize;
    this.readUnder = filter;
  }

  async more(): Promise<void> {
    const last = this.lines.at(-1);
    if (last === undefined || this.isLoading) return;
    const mine = this.asked;
    this.isLoading = true;
    const older = await this.read({ beforeId: last.id });
    this.isLoading = false;
    if (older === undefined || mine !== this.asked) return;
    this.lines = [...this.lines, ...older];
    this.hasMore = older.length === pageSize;
  }

  private readUnder = '';

  private filter(): { readonly text?: string; readonly severity?: EventLine['severity'] } {
    const text = this.text.trim();
    return { ...(text === '' ? {} : { text }), ...(this.severity === 'all' ? {} : { severity: this.severity }) };
  }

  private async read(from: { readonly beforeId?: number }): Promise<readonly EventLine[] | undefined> {
    try {
      const read = await call('events.list', { limit: pageSize, ...this.filter(), ...from });
      this.isUnreadable = false;
      return read;
    } catch {
      this.isUnreadable = true;
      return undefined;
    }
  }
}

export const eventLog = new EventLog();
