/** Where things stand in a JSON text (RFC 8259). Engines differ in whether and how their own messages tell it, and none tells of a key that is there twice. */
export interface JsonPlaces {
  /** Index of the first character that does not belong; the text's length when it only ends too early. Absent when the text is JSON. */
  readonly faultAt?: number;
  /** Index by path (`steps[0].title`): of the key for a member, of the value for an item. */
  readonly at: ReadonlyMap<string, number>;
  /** Paths of keys that an object has more than once: a parser silently keeps the last. */
  readonly twice: readonly { readonly path: string; readonly at: number }[];
}

export function findJsonPlaces(text: string): JsonPlaces {
  const scanner = new Scanner(text);
  scanner.value('');
  scanner.space();
  const faultAt = scanner.fault ?? (scanner.at < text.length ? scanner.at : undefined);
  return { ...(faultAt === undefined ? {} : { faultAt }), at: scanner.places, twice: scanner.twice };
}

export function memberPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** Counts from 1, as editors do. */
export function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

const stringPattern = /"(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const wordPattern = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;
/** No file of ours is nested nearly as deep; a text that is must not exhaust the stack. */
const deepest = 100;

class Scanner {
  at = 0;
  fault: number | undefined;
  readonly places = new Map<string, number>();
  readonly twice: { readonly path: string; readonly at: number }[] = [];
  private depth = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  value(path: string): void {
    this.space();
    const next = this.text[this.at];
    if (next === '{') this.object(path);
    else if (next === '[') this.list(']', (index) => this.item(`${path}[${String(index)}]`));
    else if (next === '"') this.match(stringPattern);
    else this.match(wordPattern);
  }

  space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private object(path: string): void {
    const keys = new Set<string>();
    this.list('}', () => {
      this.space();
      const start = this.at;
      if (!this.match(stringPattern)) return;
      const key = String(JSON.parse(this.text.slice(start, this.at)));
      const own = memberPath(path, key);
      if (keys.has(key)) this.twice.push({ path: own, at: start });
      keys.add(key);
      this.places.set(own, start);
      this.space();
      if (this.text[this.at] !== ':') {
        this.fail();
        return;
      }
      this.at += 1;
      this.value(own);
    });
  }

  private item(path: string): void {
    this.space();
    this.places.set(path, this.at);
    this.value(path);
  }

  private list(end: string, item: (index: number) => void): void {
    if (this.depth === deepest) {
      this.fail();
      return;
    }
    this.depth += 1;
    this.at += 1;
    this.space();
    if (this.text[this.at] === end) this.at += 1;
    else this.items(end, item);
    this.depth -= 1;
  }

  private items(end: string, item: (index: number) => void): void {
    for (let index = 0; ; index += 1) {
      item(index);
      if (this.fault !== undefined) return;
      this.space();
      const next = this.text[this.at];
      if (next !== end && next !== ',') {
        this.fail();
        return;
      }
      this.at += 1;
      if (next === end) return;
    }
  }

  private match(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    // A line break or another control character inside a string has to be written as an escape.
    const isFine = found !== undefined && !Array.from(found).some((character) => character < ' ');
    if (isFine) this.at = pattern.lastIndex;
    else this.fail();
    return isFine;
  }

  private fail(): void {
    this.fault ??= Math.min(this.at, this.text.length);
  }
}
