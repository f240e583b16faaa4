import type { WindowBoot } from '../../shared/ipc/table.js';

type Platform = WindowBoot['platform'];

/** One press: `Ctrl+Shift+P`. Modifiers in the order Ctrl, Cmd, Alt, Shift; letters upper case. A chord is presses joined by a space. */
export function pressOf(event: {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}): string | undefined {
  if (['Control', 'Shift', 'Alt', 'Meta', 'AltGraph', 'Dead'].includes(event.key)) return undefined;
  const key = keyName(event.key, event.code);
  // A sign that needs Shift on this keyboard (`+`, `=` on a German one) is the sign, not Shift and the sign.
  const shift = event.shiftKey && (key.length > 1 || /[A-Z0-9]/.test(key));
  return [event.ctrlKey && 'Ctrl', event.metaKey && 'Cmd', event.altKey && 'Alt', shift && 'Shift', key].filter(Boolean).join('+');
}

function keyName(key: string, code: string): string {
  if (key === ' ') return 'Space';
  if (key === '+') return '=';
  if (key === '_') return '-';
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  if (digit !== undefined && !/^[=\-,./]$/.test(key)) return digit;
  return key.length === 1 ? key.toUpperCase() : key;
}

/** Presses of a chord as the table writes it, in canonical order. */
export function pressesOf(chord: string): readonly string[] {
  return chord.split(' ').filter(Boolean).map(canonical);
}

function canonical(press: string): string {
  const parts = press.split('+');
  const key = press.endsWith('++') ? '=' : (parts.at(-1) ?? '');
  const has = (name: string) => parts.slice(0, -1).includes(name);
  return [has('Ctrl') && 'Ctrl', has('Cmd') && 'Cmd', has('Alt') && 'Alt', has('Shift') && 'Shift', key].filter(Boolean).join('+');
}

const macSigns: Readonly<Record<string, string>> = { Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Cmd: '⌘', ArrowUp: '↑', ArrowDown: '↓' };
const germanNames: Readonly<Record<string, string>> = { Ctrl: 'Strg', Shift: 'Umschalt' };

/** A chord as this system and language write it: `⌘⇧P`, `Ctrl+Shift+P`, `Strg+Umschalt+P`. */
export function spellChord(chord: string, platform: Platform, language: 'en' | 'de'): string {
  return pressesOf(chord)
    .map((press) => {
      const parts = press.split('+');
      if (platform === 'darwin') {
        const order = ['Ctrl', 'Alt', 'Shift', 'Cmd'];
        const signs = parts.slice(0, -1).sort((a, b) => order.indexOf(a) - order.indexOf(b));
        return [...signs, parts.at(-1) ?? ''].map((part) => macSigns[part] ?? part).join('');
      }
      return parts.map((part) => (language === 'de' ? (germanNames[part] ?? part) : part)).join('+');
    })
    .join(' ');
}

/** What typing so far leads to among bindings: an exact hit, the start of a longer chord, or nothing. */
export function matchChord(
  typed: readonly string[],
  bindings: readonly { readonly id: string; readonly presses: readonly string[] }[],
): { readonly kind: 'run'; readonly id: string } | { readonly kind: 'more' } | { readonly kind: 'none' } {
  const begun = bindings.filter(({ presses }) => typed.every((press, index) => presses[index] === press));
  const exact = begun.find(({ presses }) => presses.length === typed.length);
  if (exact !== undefined) return { kind: 'run', id: exact.id };
  return begun.length > 0 ? { kind: 'more' } : { kind: 'none' };
}
