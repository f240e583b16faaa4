import { describe, expect, it } from 'vitest';
import { matchChord, pressesOf, pressOf, spellChord } from './keys.js';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, code: '' };

describe('keys', () => {
  it('writes a press in one order, letters upper case', () => {
    expect(pressOf({ ...plain, key: 'P', ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+P');
    expect(pressOf({ ...plain, key: 'F6', shiftKey: true })).toBe('Shift+F6');
    expect(pressOf({ ...plain, key: 'Control', ctrlKey: true })).toBeUndefined();
  });
  it('zooms in by Ctrl and plus on a keyboard where plus stands alone or needs Shift', () => {
    expect(pressOf({ ...plain, key: '+', code: 'BracketRight', ctrlKey: true })).toBe('Ctrl+=');
    expect(pressOf({ ...plain, key: '+', code: 'Equal', ctrlKey: true, shiftKey: true })).toBe('Ctrl+=');
    expect(pressOf({ ...plain, key: '=', code: 'Digit0', ctrlKey: true, shiftKey: true })).toBe('Ctrl+=');
  });
  it('takes the digit row by position where the signs differ (AZERTY)', () => {
    expect(pressOf({ ...plain, key: '&', code: 'Digit1', ctrlKey: true })).toBe('Ctrl+1');
  });
  it('brings modifiers of the table into the same order', () => {
    expect(pressesOf('Cmd+Shift+P')).toEqual(['Cmd+Shift+P']);
    expect(pressesOf('Shift+Ctrl+T')).toEqual(['Ctrl+Shift+T']);
    expect(pressesOf('Ctrl+K Ctrl+S')).toEqual(['Ctrl+K', 'Ctrl+S']);
  });
  it('spells a chord as the platform and the language do', () => {
    expect(spellChord('Cmd+Shift+P', 'darwin', 'en')).toBe('⇧⌘P');
    expect(spellChord('Ctrl+Shift+P', 'linux', 'en')).toBe('Ctrl+Shift+P');
    expect(spellChord('Ctrl+Shift+P', 'win32', 'de')).toBe('Strg+Umschalt+P');
    expect(spellChord('Ctrl+K Ctrl+S', 'linux', 'en')).toBe('Ctrl+K Ctrl+S');
  });
  it('waits for the second press of a chord', () => {
    const bindings = [
      { id: 'keys', presses: ['Ctrl+K', 'Ctrl+S'] },
      { id: 'bar', presses: ['Ctrl+B'] },
    ];
    expect(matchChord(['Ctrl+K'], bindings)).toEqual({ kind: 'more' });
    expect(matchChord(['Ctrl+K', 'Ctrl+S'], bindings)).toEqual({ kind: 'run', id: 'keys' });
    expect(matchChord(['Ctrl+K', 'Ctrl+X'], bindings)).toEqual({ kind: 'none' });
    expect(matchChord(['Ctrl+B'], bindings)).toEqual({ kind: 'run', id: 'bar' });
  });
});
