import { describe, expect, it } from 'vitest';
import type { RawValue } from './raw-value.js';
import { mayWrite, vacmColumns } from './vacm.js';

const name = (word: string) => [word.length, ...Array.from(word, (letter) => letter.charCodeAt(0))].join('.');
const command = '1.3.6.1.4.1.318.1.1.1.6.2.2.0';

const member = (user: string, group: string) => [`${vacmColumns.groupOfUser}.3.${name(user)}`, group] as const;
const access = (group: string, model: number, level: number, view: string) =>
  [`${vacmColumns.writeView}.${name(group)}.0.${String(model)}.${String(level)}`, view] as const;
const family = (view: string, subtree: string, type: 1 | 2, mask = ''): (readonly [string, RawValue])[] => {
  const index = `${name(view)}.${String(subtree.split('.').length)}.${subtree}`;
  return [
    [`${vacmColumns.familyType}.${index}`, type],
    [`${vacmColumns.familyMask}.${index}`, mask],
  ];
};
const asks = (level: 1 | 2 | 3, ...facts: readonly (readonly [string, RawValue])[]) =>
  mayWrite(new Map([member('boss', 'admins'), ...facts]), { name: 'boss', level }, command);

describe('an agent’s own table of access rights', () => {
  it('grants what lies in the view for writing, and nothing without one', () => {
    const all = family('all', '1', 1);
    expect(asks(3, access('admins', 3, 3, 'all'), ...all)).toBe(true);
    expect(asks(3, access('admins', 0, 1, 'all'), ...all)).toBe(true);
    expect(asks(3, access('admins', 3, 3, ''), ...all)).toBe(false);
    expect(asks(3, access('admins', 3, 3, 'none'), ...all)).toBe(false);
  });

  it('leaves it open where it does not name the user, or nothing fits how the user comes', () => {
    const all = family('all', '1', 1);
    expect(mayWrite(new Map([access('admins', 3, 3, 'all'), ...all]), { name: 'boss', level: 3 }, command)).toBeUndefined();
    expect(asks(2, access('admins', 3, 3, 'all'), ...all)).toBeUndefined();
    expect(asks(3, access('admins', 2, 1, 'all'), ...all)).toBeUndefined();
    expect(asks(3, access('others', 3, 3, 'all'), ...all)).toBeUndefined();
  });

  it('takes the row that asks most of security, and the longest family', () => {
    const facts = [...family('all', '1.3.6', 1), ...family('all', '1.3.6.1.4.1.318.1.1.1.6', 2), ...family('some', '1.3.6.1.2', 1)];
    expect(asks(3, access('admins', 3, 3, 'all'), ...facts)).toBe(false);
    expect(asks(3, access('admins', 3, 1, 'all'), access('admins', 3, 3, 'some'), ...facts)).toBe(false);
    expect(asks(3, access('admins', 3, 3, 'all'), ...family('all', command, 1), ...facts)).toBe(true);
  });

  it('lets any number stand where the mask says so', () => {
    // 11111111 11101111: the number after 318.1.1 may be any.
    const wild = family('all', '1.3.6.1.4.1.318.1.1.9.6', 1, '\u00ff\u00bf');
    const exact = family('all', '1.3.6.1.4.1.318.1.1.9.6', 1);
    expect(asks(3, access('admins', 3, 3, 'all'), ...wild)).toBe(true);
    expect(asks(3, access('admins', 3, 3, 'all'), ...exact)).toBe(false);
  });
});
