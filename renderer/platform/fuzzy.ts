export interface FuzzyMatch {
  /** Higher is better; comparable between candidates of one query only. */
  readonly score: number;
  /** Index pairs `[from, to)` of the matched letters in the candidate. */
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/**
 * Matches the letters of a query in order, as editors do: a run of letters, a word's start and the candidate's start count more.
 * Several words of the query may match anywhere, in any order. An empty query matches everything with score 0.
 */
export function fuzzyMatch(query: string, candidate: string): FuzzyMatch | undefined {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const hits = new Set<number>();
  let score = 0;
  for (const word of wanted) {
    const found = matchWord(word, candidate);
    if (found === undefined) return undefined;
    score += found.score;
    for (const index of found.at) hits.add(index);
  }
  return { score, ranges: joined([...hits].sort((a, b) => a - b)) };
}

function matchWord(word: string, candidate: string): { readonly score: number; readonly at: readonly number[] } | undefined {
  const lower = candidate.toLowerCase();
  const whole = lower.indexOf(word);
  if (whole >= 0) {
    const at = Array.from({ length: word.length }, (_, index) => whole + index);
    return { score: 20 * word.length + (isWordStart(candidate, whole) ? 30 : 0) + (whole === 0 ? 20 : 0), at };
  }
  const at: number[] = [];
  let score = 0;
  let position = 0;
  for (const letter of word) {
    const next = nextPlace(candidate, lower, letter, position);
    if (next === undefined) return undefined;
    score += next - 1 === at.at(-1) ? 8 : isWordStart(candidate, next) ? 10 : 1;
    at.push(next);
    position = next + 1;
  }
  return { score, at };
}

/** The next word start with this letter, else the next place at all. */
function nextPlace(candidate: string, lower: string, letter: string, from: number): number | undefined {
  const first = lower.indexOf(letter, from);
  if (first < 0) return undefined;
  if (first === from) return first;
  for (let index = first; index < lower.length; index += 1) if (lower[index] === letter && isWordStart(candidate, index)) return index;
  return first;
}

function isWordStart(text: string, index: number): boolean {
  if (index === 0) return true;
  const before = text[index - 1] ?? '';
  const here = text[index] ?? '';
  return /[\s\-_.:/]/.test(before) || (/[a-zäöü]/.test(before) && /[A-ZÄÖÜ]/.test(here));
}

function joined(indexes: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const index of indexes) {
    const last = ranges.at(-1);
    if (last?.[1] === index) last[1] = index + 1;
    else ranges.push([index, index + 1]);
  }
  return ranges;
}
