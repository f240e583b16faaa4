/** Pixels of a text, by whatever measures it. */
export type Measure = (text: string) => number;

export interface Label {
  readonly id: string;
  readonly text: string;
  /** Where its middle should be. */
  readonly at: number;
}

export interface PlacedLabel extends Label {
  /** Its left end. */
  readonly x: number;
  readonly width: number;
  /** 0 is the first choice; one that finds no room beside the others comes into the next. */
  readonly row: number;
}

/** Least room between two labels of a row. */
const gap = 10;

/** Places labels over a picture so that each is whole, between `left` and `right`, and none lies on another. Given from left to right. */
export function placeLabels(labels: readonly Label[], left: number, right: number, measure: Measure): readonly PlacedLabel[] {
  const ends: number[] = [];
  return labels.map((label) => {
    const width = Math.ceil(measure(label.text));
    const x = Math.max(left, Math.min(label.at - width / 2, right - width));
    const free = ends.findIndex((end) => end + gap <= x);
    const row = free === -1 ? ends.length : free;
    ends[row] = x + width;
    return { ...label, x, width, row };
  });
}

/** Breaks a text into lines of at most this width: between words, and within a word that is wider by itself. Nothing of it is lost. */
export function wrapText(text: string, width: number, measure: Measure): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((one) => breakWord(one, width, measure))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (line === '' || measure(longer) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

function breakWord(word: string, width: number, measure: Measure): readonly string[] {
  if (measure(word) <= width) return [word];
  const parts: string[] = [];
  let part = '';
  for (const letter of word) {
    if (part !== '' && measure(part + letter) > width) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part];
}
