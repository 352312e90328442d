/** Where a keyword stands: [start, end) in UTF-16 code units. */
export interface KeywordMatch {
  readonly start: number;
  readonly end: number;
}

export interface MatcherOptions {
  readonly isCaseSensitive: boolean;
  /** Letters and digits must not adjoin a match. */
  readonly isWholeWord: boolean;
}

export interface KeywordMatcher {
  /** Matches from left to right, the longest at each place, none overlapping another. */
  find(text: string): readonly KeywordMatch[];
}

/**
 * Compiles keywords into a trie whose edges lie in one hash table, behind a bitmap of the first two code units of all
 * keywords: nearly all places of a text are passed over with one look at the bitmap. Memory is about 20 bytes a code
 * unit of the keywords.
 */
export const createKeywordMatcher = (keywords: readonly string[], options: MatcherOptions): KeywordMatcher => {
  const words = [...new Set(keywords)].filter((word) => word.length > 0);
  const fold = foldTable(options);
  const { mayStart, longestFrom } = buildTrie(words, fold, options.isWholeWord ? isWholeWord : () => true);
  // The engine's own search beats any table for a handful of words.
  const mayHoldSome =
    words.length <= fewWords && options.isCaseSensitive
      ? (text: string): boolean => words.some((word) => text.includes(word))
      : (): boolean => true;

  return {
    find: (text) => {
      if (!mayHoldSome(text)) return none;
      const matches: KeywordMatch[] = [];
      const { length } = text;
      let unit = fold[text.charCodeAt(0)] ?? 0;
      for (let at = 0; at < length; ) {
        const next = at + 1 < length ? (fold[text.charCodeAt(at + 1)] ?? 0) : 0;
        const hash = pairHash(unit, next);
        const end = ((mayStart[hash >>> 5] ?? 0) >>> (hash & 31)) & 1 ? longestFrom(text, at) : -1;
        if (end === -1) {
          at++;
          unit = next;
          continue;
        }
        matches.push({ start: at, end });
        at = end;
        unit = at < length ? (fold[text.charCodeAt(at)] ?? 0) : 0;
      }
      return matches;
    },
  };
};

const none: readonly KeywordMatch[] = [];
const fewWords = 24;

/** What each code unit counts as. Folding is one to one, so that places in the folded text are places in the text. */
const foldTable = ({ isCaseSensitive }: MatcherOptions): Uint16Array =>
  Uint16Array.from({ length: 0x10000 }, (_, unit) => {
    if (isCaseSensitive) return unit;
    const lower = String.fromCharCode(unit).toLowerCase();
    return lower.length === 1 ? lower.charCodeAt(0) : unit;
  });

const pairBits = 20;
const pairMask = (1 << pairBits) - 1;
const pairHash = (first: number, second: number): number => (Math.imul(first, 0x9e37) ^ second) & pairMask;

const buildTrie = (
  words: readonly string[],
  fold: Uint16Array,
  isAllowed: (text: string, start: number, end: number) => boolean,
) => {
  const unitCount = words.reduce((total, word) => total + word.length, 0);
  let capacity = 1024;
  while (capacity < unitCount * 2) capacity *= 2;
  const mask = capacity - 1;
  const roots = new Int32Array(0x10000);
  const mayStart = new Uint32Array(1 << (pairBits - 5));
  const parents = new Int32Array(capacity);
  const units = new Uint16Array(capacity);
  const children = new Int32Array(capacity);
  const ends = new Uint8Array(unitCount + 1);
  let nodeCount = 1;

  const slotOf = (node: number, unit: number): number => {
    const mixed = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
    let slot = (mixed ^ (mixed >>> 15)) & mask;
    while (children[slot] !== 0 && !(parents[slot] === node && units[slot] === unit)) slot = (slot + 1) & mask;
    return slot;
  };
  const addRoot = (unit: number): number => {
    if (roots[unit] === 0) roots[unit] = nodeCount++;
    return roots[unit] ?? 0;
  };
  const addChild = (node: number, unit: number): number => {
    const slot = slotOf(node, unit);
    if (children[slot] === 0) {
      parents[slot] = node;
      units[slot] = unit;
      children[slot] = nodeCount++;
    }
    return children[slot] ?? 0;
  };
  const markPair = (first: number, second: number): void => {
    const hash = pairHash(first, second);
    mayStart[hash >>> 5] = (mayStart[hash >>> 5] ?? 0) | (1 << (hash & 31));
  };

  for (const word of words) {
    const folded = Array.from({ length: word.length }, (_, index) => fold[word.charCodeAt(index)] ?? 0);
    const [first = 0, second] = folded;
    let node = addRoot(first);
    for (const unit of folded.slice(1)) node = addChild(node, unit);
    ends[node] = 1;
    if (second !== undefined) markPair(first, second);
    // A keyword of one unit may be followed by anything.
    else for (let unit = 0; unit < 0x10000; unit++) markPair(first, unit);
  }

  /** End of the longest keyword that starts at `start`, or -1. */
  const longestFrom = (text: string, start: number): number => {
    let node = roots[fold[text.charCodeAt(start)] ?? 0] ?? 0;
    let end = -1;
    for (let at = start + 1; node !== 0; at++) {
      if (ends[node] === 1 && isAllowed(text, start, at)) end = at;
      if (at >= text.length) break;
      node = children[slotOf(node, fold[text.charCodeAt(at)] ?? 0)] ?? 0;
    }
    return end;
  };
  /** A bit for each pair of first code units that some keyword has, by `pairHash`. */
  return { mayStart, longestFrom };
};

const isWholeWord = (text: string, start: number, end: number): boolean =>
  !isWordUnit(text, start - 1) && !isWordUnit(text, end);

const isWordUnit = (text: string, at: number): boolean => /[\p{L}\p{N}_]/u.test(text.charAt(at));
