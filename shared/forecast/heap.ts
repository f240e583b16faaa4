/** A binary heap: the least first, equals in the order in which they came. */
export class Heap<T> {
  private readonly items: { readonly value: T; readonly weight: number; readonly order: number }[] = [];
  private pushed = 0;

  push(value: T, weight: number): void {
    const { items } = this;
    this.pushed += 1;
    items.push({ value, weight, order: this.pushed });
    for (let at = items.length - 1; at > 0;) {
      const parent = (at - 1) >> 1;
      if (!this.isBefore(at, parent)) return;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): T | undefined {
    const { items } = this;
    const top = items[0];
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top?.value;
    items[0] = last;
    for (let at = 0; ;) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2]) if (child < items.length && this.isBefore(child, least)) least = child;
      if (least === at) return top.value;
      this.swap(at, least);
      at = least;
    }
  }

  private isBefore(one: number, other: number): boolean {
    const a = this.items[one];
    const b = this.items[other];
    if (a === undefined || b === undefined) return false;
    return a.weight < b.weight || (a.weight === b.weight && a.order < b.order);
  }

  private swap(one: number, other: number): void {
    const held = this.items[one];
    const moved = this.items[other];
    if (held === undefined || moved === undefined) return;
    this.items[one] = moved;
    this.items[other] = held;
  }
}
