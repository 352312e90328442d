/** Two texts, by their places, and the exact Jaccard similarity of their sets of shingles. */
export interface Pair {
  readonly one: number;
  readonly other: number;
  readonly jaccard: number;
}

/**
 * Every pair of texts that are alike by `least` at least, by an inverted index: the yardstick, written without anything
 * that it measures. Texts are given as their shingles.
 */
export const similarPairs = (texts: readonly (readonly string[])[], least: number): readonly Pair[] => {
  const sets = numberShingles(texts);
  const index = createIndex(texts.length);
  return sets.flatMap((set, other) =>
    index.add(other, set).flatMap(({ one, common }) => {
      const jaccard = common / ((sets[one]?.size ?? 0) + set.size - common);
      return jaccard >= least ? [{ one, other, jaccard }] : [];
    }),
  );
};

/** What earlier sets have in common with each set that is added. */
const createIndex = (count: number) => {
  const postings = new Map<number, number[]>();
  const commonCounts = new Uint32Array(count);
  return {
    add: (other: number, set: ReadonlySet<number>) => {
      const met = new Set<number>();
      for (const shingle of set) {
        const posting = postings.get(shingle) ?? [];
        for (const one of posting) {
          if (commonCounts[one] === 0) met.add(one);
          commonCounts[one] = (commonCounts[one] ?? 0) + 1;
        }
        posting.push(other);
        postings.set(shingle, posting);
      }
      const found = [...met].map((one) => ({ one, common: commonCounts[one] ?? 0 }));
      commonCounts.fill(0);
      return found;
    },
  };
};

const numberShingles = (texts: readonly (readonly string[])[]): readonly ReadonlySet<number>[] => {
  const numbers = new Map<string, number>();
  return texts.map((shingles) => {
    const set = new Set<number>();
    for (const shingle of shingles) {
      const number = numbers.get(shingle) ?? numbers.size;
      numbers.set(shingle, number);
      set.add(number);
    }
    return set;
  });
};

/** The shingles of a text as the operator's default has them, by plain string functions. */
export const plainShingles = (text: string, unit: 'character' | 'word', length = 5): readonly string[] => {
  const plain = text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
  const symbols = unit === 'character' ? plain.split('') : plainWords(plain);
  const separator = unit === 'character' ? '' : ' ';
  return Array.from({ length: Math.max(0, symbols.length - length + 1) }, (_, at) =>
    symbols.slice(at, at + length).join(separator),
  );
};

const plainWords = (text: string): readonly string[] =>
  text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{M}\p{N}])+|[^\s\p{L}\p{M}\p{N}]/gu,
  ) ?? [];
