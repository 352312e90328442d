/** What becomes of symbols: the replacement of each, by code point. */
export type SymbolTable = ReadonlyMap<number, string>;

/** The code points of ranges, each given by its first and last. */
export function* codePointsIn(ranges: readonly (readonly [number, number])[]): Iterable<number> {
  for (const [first, last] of ranges) {
    for (let code = first; code <= last; code++) yield code;
  }
}

/** A table from pairs of a string of symbols and what each of them becomes. */
export const symbolTable = (
  pairs: readonly (readonly [symbols: string, replacement: string])[],
): SymbolTable => {
  const table = new Map<number, string>();
  for (const [symbols, replacement] of pairs) {
    for (const symbol of symbols) table.set(symbol.codePointAt(0) ?? 0, replacement);
  }
  return table;
};
