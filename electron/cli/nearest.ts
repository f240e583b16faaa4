/** The one of `known` that was probably meant: at most a third of its letters are wrong, missing, too many or swapped. */
export function nearest<T extends string>(given: string, known: readonly T[]): T | undefined {
  const judged = known.map((one) => ({ one, away: distance(given, one) })).sort((a, b) => a.away - b.away);
  const [best] = judged;
  return best !== undefined && best.away <= Math.max(1, Math.floor(best.one.length / 3)) ? best.one : undefined;
}

/** Damerau-Levenshtein, optimal string alignment. */
function distance(from: string, to: string): number {
  let older: number[] = [];
  let above = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const line = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const differs = from[row - 1] === to[column - 1] ? 0 : 1;
      const isSwap = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      const options = [(above[column] ?? 0) + 1, (line[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + differs];
      line.push(Math.min(...options, ...(isSwap ? [(older[column - 2] ?? 0) + 1] : [])));
    }
    older = above;
    above = line;
  }
  return above[to.length] ?? 0;
}
