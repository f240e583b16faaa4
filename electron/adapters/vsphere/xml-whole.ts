const markup = /<(?:!--[^]*?--|!\[CDATA\[[^]*?\]\]|\?[^]*?\?|(\/?)([A-Za-z_][\w.:-]*)((?:"[^"<]*"|'[^'<]*'|[^"'<>])*))>/y;

/**
 * One root element, every tag closed in its turn, nothing but blanks around it. The parser itself is lenient: it would take an answer that
 * broke off for a shorter one, and the VMs that are missing for gone.
 */
export function isWhole(source: string): boolean {
  const open: string[] = [];
  let roots = 0;
  let position = source.startsWith('\ufeff') ? 1 : 0;
  while (position < source.length) {
    const next = source.indexOf('<', position);
    const text = source.slice(position, next < 0 ? undefined : next);
    if (open.length === 0 && text.trim() !== '') return false;
    if (next < 0) break;
    markup.lastIndex = next;
    const found = markup.exec(source);
    if (found === null) return false;
    position = markup.lastIndex;
    const name = found[2];
    if (name === undefined) continue;
    if (found[1] === '/') {
      if (open.pop() !== name) return false;
      continue;
    }
    if (open.length === 0) roots += 1;
    if (found[3]?.endsWith('/') !== true) open.push(name);
  }
  return roots === 1 && open.length === 0;
}
