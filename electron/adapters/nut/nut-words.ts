/** Splits a line of NUT's protocol into words: quoted ones may hold blanks, `\"` and `\\` (docs/net-protocol.txt). */
export function nutWords(line: string): readonly string[] {
  const words: string[] = [];
  let word = '';
  let isOpen = false;
  let isQuoted = false;
  for (let index = 0; index < line.length; index += 1) {
    const sign = line.charAt(index);
    if (sign === '\\' && index + 1 < line.length) {
      index += 1;
      word += line.charAt(index);
      isOpen = true;
    } else if (sign === '"') {
      isQuoted = !isQuoted;
      isOpen = true;
    } else if (!isQuoted && (sign === ' ' || sign === '\t')) {
      if (isOpen) words.push(word);
      word = '';
      isOpen = false;
    } else {
      word += sign;
      isOpen = true;
    }
  }
  return isOpen ? [...words, word] : words;
}

/** A word for the wire; line ends would start another command and are taken out. */
export function nutQuote(word: string): string {
  return `"${word.replace(/[\r\n\0]/g, '').replace(/["\\]/g, '\\$&')}"`;
}
