import { catalogue, type TextKey } from '../../shared/text/catalogue.js';
import { sayDuration } from '../../shared/text/duration.js';
import { message, type Locale, type Message } from '../../shared/text/message.js';
import { say } from '../../shared/text/say.js';

type Params = Readonly<Record<string, string | number>>;

let current = $state<Locale>('en');

/** The reader's language; everything that speaks through this file is said again when it changes. */
export const locale = {
  get current(): Locale {
    return current;
  },
  set(next: Locale): void {
    current = next;
    document.documentElement.lang = next;
  },
};

/** Says a sentence of the catalogue. A key that it does not have is shown as it stands: one missing word must not take the window down. */
export function t(key: TextKey, params?: Params): string {
  return tIfAny(key, params) ?? key;
}

/** Says a message that came from main. */
export function words(given: Message): string {
  return given.key in catalogue ? say(given, current) : given.key;
}

/** Says a key that is put together at run time (`settings.<key>.about`); absent when the catalogue has none. */
export function tIfAny(key: string, params?: Params): string | undefined {
  return key in catalogue ? say(message(key as TextKey, params), current) : undefined;
}

export function sayNumber(value: number, digits = 0): string {
  return new Intl.NumberFormat(current, { maximumFractionDigits: digits, minimumFractionDigits: digits }).format(value);
}

export function sayPercent(value: number): string {
  return `${sayNumber(value)}\u00a0%`;
}

export function saySeconds(seconds: number): string {
  return sayDuration(seconds, current);
}

/** `14:05:09`, or with its date when it is not today's. */
export function sayTime(iso: string, nowIso?: string): string {
  const time = Date.parse(iso);
  const day = new Intl.DateTimeFormat(current, { dateStyle: 'short' });
  const sameDay = nowIso === undefined || day.format(Date.parse(nowIso)) === day.format(time);
  const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat(current, sameDay ? clock : { day: 'numeric', month: 'short', ...clock }).format(time);
}

export function sayDateTime(iso: string): string {
  return new Intl.DateTimeFormat(current, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }).format(Date.parse(iso));
}

/** The day, here, of a moment. */
export function sayDay(iso: string): string {
  return new Intl.DateTimeFormat(current, { dateStyle: 'medium' }).format(Date.parse(iso));
}

/** A day without a time: `2024-05-31`. */
export function sayDate(isoDay: string): string {
  return new Intl.DateTimeFormat(current, { dateStyle: 'medium', timeZone: 'UTC' }).format(Date.parse(isoDay));
}

export function sayClock(milliseconds: number): string {
  return new Intl.DateTimeFormat(current, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(milliseconds);
}
