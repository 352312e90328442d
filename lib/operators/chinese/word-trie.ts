import type { ConversionStep } from './conversion-steps.ts';
import { FIRST_DESCRIPTION_MARK, LAST_DESCRIPTION_MARK } from './description-sequences.ts';
import { addUnit, createUnitSet, type UnitSet } from './unit-set.ts';

/** Mark of a unit that longer words start with. */
export const SEVERAL = 0x10000;
/** Mark of a unit that on its own becomes something else than one unit, or opens a description of a character. */
export const LOOK_UP = 0x20000;

/**
 * The words of a conversion step in flat tables, which fit the caches of a processor. A unit is a UTF-16 code unit. A node
 * is the beginning of words: of one unit, it is that unit; a longer one has a number above all units.
 */
export interface WordTrie {
  /** By unit: what it becomes where no longer word starts, and its marks. */
  readonly single: Uint32Array;
  /** A bit for the first two units of each word: see `pairBit`. */
  readonly pairs: Uint8Array;
  /** Hash table of edges, each a node (0: none), a unit, the node that they make, and what becomes of the word it is. */
  readonly edges: Int32Array;
  /** Holds the replacements. */
  readonly text: Uint16Array;
  /** A text that has a word has one of these units. */
  readonly keys: UnitSet;
  /** A text that has a word that becomes something else has one of these units. */
  readonly changing: UnitSet;
  /** At most how many times as long a text can become. */
  readonly growth: number;
}

const unitCount = 0x10000;
const space = 0x20;
const bar = 0x7c;

/** Where the bit of a pair of units is in a table: eight times the byte, plus the bit. */
export const pairBit = (first: number, second: number, lastBit: number): number => {
  const hash = Math.imul(first, 0x9e3779b1) + Math.imul(second, 0x85ebca6b);
  return (hash ^ (hash >>> 15)) & lastBit;
};

/** Entries of an edge. */
export const NODE = 2;
export const OUTCOME = 3;

/** Where an edge starts in the table, or the free place where it belongs: its unit is 0. */
export const findEdge = (edges: Int32Array, node: number, unit: number): number => {
  const last = edges.length - 4;
  const hash = Math.imul(node, 0x9e3779b1) ^ Math.imul(unit, 0x85ebca6b);
  let edge = ((hash ^ (hash >>> 15)) << 2) & last;
  while (edges[edge + 1] !== 0 && (edges[edge] !== node || edges[edge + 1] !== unit))
    edge = (edge + 4) & last;
  return edge;
};

/** What becomes of a node, in 32 bits. The length is 0 where no word ends. */
export const outcomeOf = {
  start: (outcome: number): number => outcome >>> 8,
  length: (outcome: number): number => (outcome >> 2) & 0x3f,
  isBounding: (outcome: number): boolean => (outcome & 2) !== 0,
  hasLonger: (outcome: number): boolean => (outcome & 1) !== 0,
};

const hasLongerBit = 1;

export const buildWordTrie = (step: ConversionStep): WordTrie => {
  const text = unitsOf(step.dictionaries.join('|'));
  const trie = emptyTrie(text);
  const totals = { lastNode: unitCount, growth: 1 };
  let end = text.length;
  // The last dictionary first: what comes later takes the place of what came before.
  for (let index = step.dictionaries.length - 1; index >= 0; index--) {
    const start = end - (step.dictionaries[index] as string).length; // the index is within the list
    const isBounding = index < step.boundingCount;
    addEntries(trie, totals, { start, end, isBounding, isMarking: step.isMarking });
    end = start - 1;
  }
  markDescriptions(trie);
  return { ...trie, growth: totals.growth };
};

const unitsOf = (text: string): Uint16Array => {
  const units = new Uint16Array(text.length);
  Buffer.from(units.buffer).write(text, 'utf16le');
  return units;
};

const emptyTrie = (text: Uint16Array): WordTrie => {
  const wordLength = countWordUnits(text);
  return {
    single: everyUnit.slice(),
    pairs: new Uint8Array(powerOfTwo(wordLength / 4)),
    edges: new Int32Array(powerOfTwo(wordLength * 1.5) * 4),
    text,
    keys: createUnitSet(),
    changing: createUnitSet(),
    growth: 1,
  };
};

const everyUnit = new Uint32Array(unitCount);
for (let unit = 0; unit < unitCount; unit++) everyUnit[unit] = unit;

const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(Math.max(least, 64)));

/** Units of words: at least as many as there will be edges. */
const countWordUnits = (text: Uint16Array): number => {
  let count = 0;
  let isWord = true;
  for (let index = 0; index < text.length; index++) {
    const unit = text[index];
    if (unit === bar) isWord = true;
    else if (unit === space) isWord = false;
    else if (isWord) count++;
  }
  return count;
};

interface Entries {
  readonly start: number;
  readonly end: number;
  readonly isBounding: boolean;
  readonly isMarking: boolean;
}

interface Totals {
  lastNode: number;
  growth: number;
}

const addEntries = (trie: WordTrie, totals: Totals, { start, end, isBounding, isMarking }: Entries): void => {
  const { text } = trie;
  for (let from = start; from < end; ) {
    let middle = from;
    while (text[middle] !== space) middle++;
    let to = middle;
    while (to < end && text[to] !== bar) to++;
    const [first, last] = isMarking ? [from, middle] : [middle + 1, to];
    addChanging(trie, { start: from, end: middle }, { start: first, end: last });
    const outcome = (first << 8) | ((last - first) << 2) | (isBounding ? 2 : 0);
    addWord(trie, totals, { start: from, end: middle, outcome });
    totals.growth = Math.max(totals.growth, (last - first) / (middle - from));
    from = to + 1;
  }
};

interface Word {
  readonly start: number;
  readonly end: number;
  readonly outcome: number;
}

const addWord = (trie: WordTrie, totals: Totals, word: Word): void => {
  addKey(trie, word);
  if (word.end - word.start === 1) addSingle(trie, word);
  else addSeveral(trie, totals, word);
};

interface Units {
  readonly start: number;
  readonly end: number;
}

/** Most of a word is common, and stays as it is: the first unit that does not tells more. */
const addChanging = ({ text, changing }: WordTrie, word: Units, becomes: Units): void => {
  let offset = 0;
  while (word.start + offset < word.end && text[word.start + offset] === text[becomes.start + offset])
    offset++;
  const isSame = word.start + offset === word.end && becomes.start + offset === becomes.end;
  if (!isSame) addUnit(changing, text[Math.min(word.start + offset, word.end - 1)] as number); // within the word
};

/** Latin letters, as in B超 and PN结, are in every text: the first other unit of a word tells more. */
const addKey = ({ text, keys }: WordTrie, { start, end }: Word): void => {
  let index = start;
  while (index < end - 1 && (text[index] as number) < 0x2e80) index++; // the index is within the word
  addUnit(keys, text[index] as number);
};

const addSingle = ({ text, single, edges }: WordTrie, { start, outcome }: Word): void => {
  const unit = text[start] as number; // the word has one unit
  const marks = (single[unit] as number) & SEVERAL; // there is an entry for each unit
  if (outcomeOf.length(outcome) === 1 && !outcomeOf.isBounding(outcome)) {
    single[unit] = marks | (text[outcomeOf.start(outcome)] as number); // within the text
    return;
  }
  single[unit] = marks | LOOK_UP | unit;
  const edge = findEdge(edges, 0, unit);
  setEdge(edges, edge, 0, unit, unit);
  edges[edge + OUTCOME] = outcome;
};

// Entry by entry: to set them from a list takes several times as long.
const setEdge = (edges: Int32Array, edge: number, from: number, unit: number, to: number): void => {
  edges[edge] = from;
  edges[edge + 1] = unit;
  edges[edge + NODE] = to;
};

const addSeveral = ({ text, single, pairs, edges }: WordTrie, totals: Totals, word: Word): void => {
  let node = text[word.start] as number; // the word has at least two units
  single[node] = (single[node] as number) | SEVERAL; // there is an entry for each unit
  const bit = pairBit(node, text[word.start + 1] as number, pairs.length * 8 - 1);
  pairs[bit >> 3] = (pairs[bit >> 3] as number) | (1 << (bit & 7)); // the bit is within the table
  for (let index = word.start + 1; index < word.end; index++) {
    const unit = text[index] as number; // the index is within the word
    const edge = findEdge(edges, node, unit);
    if (edges[edge + 1] === 0) setEdge(edges, edge, node, unit, ++totals.lastNode);
    const before = edges[edge + OUTCOME] as number; // an edge has four entries
    const isEnd = index === word.end - 1;
    edges[edge + OUTCOME] = isEnd ? word.outcome | (before & hasLongerBit) : before | hasLongerBit;
    node = edges[edge + NODE] as number; // set above
  }
};

const markDescriptions = ({ single }: WordTrie): void => {
  for (let unit = FIRST_DESCRIPTION_MARK; unit <= LAST_DESCRIPTION_MARK; unit++) {
    single[unit] = (single[unit] as number) | LOOK_UP; // there is an entry for each unit
  }
};
