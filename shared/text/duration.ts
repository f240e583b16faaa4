import type { Locale } from './message.js';

/** A duration as people say it: `20 s`, `4 min 20 s`, `2 h 5 min`. Seconds in; rounded; a negative one carries a minus sign. */
export function sayDuration(seconds: number, locale: Locale): string {
  if (!Number.isFinite(seconds)) return locale === 'de' ? 'unbekannt' : 'unknown';
  const sign = seconds < 0 ? '\u2212' : '';
  const whole = Math.round(Math.abs(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = Math.floor((whole % 3600) / 60);
  const rest = whole % 60;
  const parts: string[] = [];
  if (hours > 0) parts.push(`${String(hours)}\u00a0h`);
  if (minutes > 0) parts.push(`${String(minutes)}\u00a0min`);
  if (hours === 0 && (rest > 0 || parts.length === 0)) parts.push(`${String(rest)}\u00a0s`);
  return sign + parts.join(' ');
}
