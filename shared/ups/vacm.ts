import type { RawValue } from './raw-value.js';

/** Columns of SNMP-VIEW-BASED-ACM-MIB (RFC 3415) that tell who may write what, by object identifier. */
export const vacmColumns = {
  groupOfUser: '1.3.6.1.6.3.16.1.2.1.3',
  writeView: '1.3.6.1.6.3.16.1.4.1.6',
  familyMask: '1.3.6.1.6.3.16.1.5.2.1.3',
  familyType: '1.3.6.1.6.3.16.1.5.2.1.4',
} as const;

/** An SNMPv3 user, and the level it comes with: 1 noAuthNoPriv, 2 authNoPriv, 3 authPriv. */
export interface VacmUser {
  readonly name: string;
  readonly level: 1 | 2 | 3;
}

const userModel = 3;
const anyModel = 0;
const included = 1;

const numbers = (text: string): readonly number[] => (text === '' ? [] : text.split('.').map(Number));
const lettersOf = (word: string) => [word.length, ...Array.from(word, (letter) => letter.codePointAt(0) ?? 0)].join('.');

/** Rows of a column, by their index. */
function rowsOf(values: ReadonlyMap<string, RawValue>, column: string): readonly (readonly [index: string, value: RawValue])[] {
  return [...values].flatMap(([oid, value]) => (oid.startsWith(`${column}.`) ? [[oid.slice(column.length + 1), value] as const] : []));
}

/**
 * Whether an agent's own tables let this user write the object. Undefined where they do not show it: most cards hide them, and who names no group
 * here may have been let in otherwise.
 */
export function mayWrite(values: ReadonlyMap<string, RawValue>, user: VacmUser, oid: string): boolean | undefined {
  const group = values.get(`${vacmColumns.groupOfUser}.${String(userModel)}.${lettersOf(user.name)}`);
  if (group === undefined) return undefined;
  const view = writeViewOf(values, String(group), user.level);
  if (view === undefined) return undefined;
  return view !== '' && isInView(values, view, numbers(oid));
}

/** Of a group's rows for the default context the one for users rather than for any model, and then the one that asks most of security. */
function writeViewOf(values: ReadonlyMap<string, RawValue>, group: string, level: number): string | undefined {
  const fitting = rowsOf(values, vacmColumns.writeView).flatMap(([index, view]) => {
    const begin = `${lettersOf(group)}.0.`;
    if (!index.startsWith(begin)) return [];
    const [model = -1, needed = 0, ...more] = numbers(index.slice(begin.length));
    const isFor = more.length === 0 && (model === userModel || model === anyModel) && needed <= level;
    return isFor ? [{ view: String(view), rank: model * 10 + needed }] : [];
  });
  return fitting.sort((one, other) => other.rank - one.rank)[0]?.view;
}

/** The longest family that the object lies in decides; RFC 3415 section 4, vacmViewTreeFamilyMask: a zero bit lets any number stand there. */
function isInView(values: ReadonlyMap<string, RawValue>, view: string, oid: readonly number[]): boolean {
  const families = rowsOf(values, vacmColumns.familyType).flatMap(([index, type]) => {
    const begin = `${lettersOf(view)}.`;
    if (!index.startsWith(begin)) return [];
    const [length = 0, ...subtree] = numbers(index.slice(begin.length));
    const mask = String(values.get(`${vacmColumns.familyMask}.${index}`) ?? '');
    const isWild = (place: number) => (((mask.codePointAt(Math.floor(place / 8)) ?? 0xff) >> (7 - (place % 8))) & 1) === 0;
    const holds = length === subtree.length && subtree.every((part, place) => isWild(place) || part === oid[place]);
    return holds && length <= oid.length ? [{ length, isIncluded: Number(type) === included }] : [];
  });
  return families.sort((one, other) => other.length - one.length)[0]?.isIncluded ?? false;
}
