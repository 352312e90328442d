const pairBits = 20;
const pairMask = (1 << pairBits) - 1;
/** Where the bit of a pair of code units lies in `mayStart`. */
export const pairHash = (first: number, second: number): number =>
  (Math.imul(first, 0x9e37) ^ second) & pairMask;

/**
 * The trie: a bit for each pair of first code units that some keyword has, and the search from a place on. Edges lie in
 * one hash table of at most twice as many slots as the keywords have code units.
 */
export const buildTrie = (
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
    while (children[slot] !== 0 && !(parents[slot] === node && units[slot] === unit))
      slot = (slot + 1) & mask;
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
  return { mayStart, longestFrom };
};
