/**
 * Index of the first character at which a text stops being JSON (RFC 8259); its length when it only ends too early. For telling line and
 * column: engines differ in whether and how their own messages do.
 */
export function jsonFaultAt(text: string): number {
  const scanner = new Scanner(text);
  scanner.value();
  scanner.space();
  return scanner.fault ?? scanner.at;
}

class Scanner {
  at = 0;
  fault: number | undefined;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  value(): void {
    this.space();
    const next = this.text[this.at];
    if (next === '{') this.list('}', () => this.member());
    else if (next === '[') this.list(']', () => this.value());
    else if (next === '"') this.string();
    else this.match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y);
  }

  space(): void {
    while (/[ \t\r\n]/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private member(): void {
    this.space();
    if (this.text[this.at] !== '"') return this.fail();
    this.value();
    this.space();
    if (this.fault !== undefined) return undefined;
    if (this.text[this.at] !== ':') return this.fail();
    this.at += 1;
    return this.value();
  }

  private list(end: string, item: () => void): void {
    this.at += 1;
    this.space();
    if (this.text[this.at] === end) {
      this.at += 1;
      return;
    }
    for (;;) {
      item();
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

  private match(pattern: RegExp): void {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) this.fail();
    else if (/[\w.]/.test(this.text[pattern.lastIndex] ?? '')) this.fail();
    else this.at = pattern.lastIndex;
  }

  private string(): void {
    const start = this.at;
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const next = this.text[this.at] ?? '';
      if (next === '"') {
        this.at += 1;
        return;
      }
      if (next < ' ') break;
      if (next !== '\\') continue;
      if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/.test(this.text.slice(this.at, this.at + 6))) break;
      this.at += 1;
    }
    // A string without an end is told where it begins.
    if (this.at >= this.text.length) this.at = start;
    this.fail();
  }

  private fail(): void {
    this.fault ??= Math.min(this.at, this.text.length);
  }
}
