import { CONVERSION_STEPS, type ConversionStep, type Direction } from './conversion-steps.ts';
import { replaceWords } from './replace-words.ts';
import { hasUnitOf, unionOf } from './unit-set.ts';
import { createUnitText, isSameText, readUnits, stringOf, type UnitText } from './unit-text.ts';
import { buildWordTrie, type WordTrie } from './word-trie.ts';

/** Converts as OpenCC does. Gives the same string where nothing changes. */
export const createChineseConverter = (direction: Direction): ((text: string) => string) => {
  const tries = CONVERSION_STEPS[direction].map(trieOf);
  const changing = unionOf(tries.map((trie) => trie.changing));
  const kept = createRoom();
  return (text) => {
    const room = text.length <= keptLength ? kept : createRoom();
    const [given] = room;
    readUnits(text, given);
    return hasUnitOf(changing, given) ? convert(text, tries, room) : text;
  };
};

/** A longer text gets room of its own, which is given back. */
const keptLength = 1 << 18;

const trieOf = (step: ConversionStep): WordTrie => {
  const trie = trieByStep.get(step) ?? buildWordTrie(step);
  trieByStep.set(step, trie);
  return trie;
};

/** The largest takes some ten milliseconds to build, so a process does it once. */
const trieByStep = new Map<ConversionStep, WordTrie>();

/** The text as it came, and two to write by turns. */
type Room = readonly [given: UnitText, one: UnitText, other: UnitText];

const createRoom = (): Room => [createUnitText(), createUnitText(), createUnitText()];

/** `given` holds the text. */
const convert = (text: string, tries: readonly WordTrie[], [given, one, other]: Room): string => {
  let from = given;
  for (const trie of tries) {
    if (from === given && !hasUnitOf(trie.keys, given)) continue; // the first step seldom finds something
    const into = from === one ? other : one;
    replaceWords(trie, from, into);
    from = into;
  }
  return isSameText(from, given) ? text : stringOf(from);
};
