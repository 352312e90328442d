import { createTextUnits } from '../text/text-units.ts';
import { KIND_OF_UNIT, UNIT_KIND } from './unit-kinds.ts';

/**
 * The tokens of the text at hand, in arrays that are used again for the next text: a word, a Han character or kana, or a
 * run of one punctuation mark.
 */
export interface Tokens {
  count: number;
  /** Where each token starts and ends, in code units. */
  starts: Int32Array;
  ends: Int32Array;
  /** A hash of each token. */
  hashes: Int32Array;
  /** Words with letters or digits, Han characters and kana aside. */
  wordCount: number;
  /** Han characters and kana. */
  characterCount: number;
}

/** Cuts a text into tokens; what it gives holds until it is called again. */
export const tokenize = (text: string): Tokens => {
  const { length } = text;
  if (tokens.starts.length < length) growTo(length);
  const { starts, ends, hashes } = tokens;
  const units = unitsOf(text);
  let count = 0;
  let wordCount = 0;
  let characterCount = 0;
  // The zero behind the text is a space: it ends the last token. Each unit has its kind.
  for (let at = 0; at < length; ) {
    const unit = units[at] as number;
    const kind = KIND_OF_UNIT[unit] as number;
    if (kind === UNIT_KIND.space) {
      at++;
      continue;
    }
    starts[count] = at++;
    let hash = Math.imul(hashStart ^ unit, hashFactor);
    if (kind === UNIT_KIND.character) characterCount++;
    else if (kind === UNIT_KIND.word) {
      wordCount++;
      for (
        let next = units[at] as number;
        KIND_OF_UNIT[next] === UNIT_KIND.word;
        next = units[++at] as number
      )
        hash = Math.imul(hash ^ next, hashFactor);
    } else {
      for (; units[at] === unit; at++) hash = Math.imul(hash ^ unit, hashFactor);
    }
    ends[count] = at;
    hashes[count] = mix(hash);
    count++;
  }
  tokens.count = count;
  tokens.wordCount = wordCount;
  tokens.characterCount = characterCount;
  return tokens;
};

/** Tells words by their hashes, small or capitalized: nothing must be cut out of a text to compare it. */
export const indexByHash = (words: readonly string[]): ReadonlyMap<number, number> =>
  new Map(
    words.flatMap((word, index) =>
      [word, word.charAt(0).toUpperCase() + word.slice(1)].map(
        (form) => [hashOf(form, 0, form.length), index] as const,
      ),
    ),
  );

const hashOf = (text: string, from: number, to: number): number => {
  let hash = hashStart;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), hashFactor);
  return mix(hash);
};

/** FNV-1a, 32 bits (draft-eastlake-fnv). */
const hashStart = 0x811c9dc5;
const hashFactor = 0x01000193;

/** Spreads what tells hashes apart over all their bits. */
const mix = (hash: number): number => {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
};

const unitsOf = createTextUnits();

const tokens: Tokens = {
  count: 0,
  starts: new Int32Array(0),
  ends: new Int32Array(0),
  hashes: new Int32Array(0),
  wordCount: 0,
  characterCount: 0,
};

const growTo = (length: number): void => {
  const size = Math.max(0x4000, 2 ** Math.ceil(Math.log2(length)));
  tokens.starts = new Int32Array(size);
  tokens.ends = new Int32Array(size);
  tokens.hashes = new Int32Array(size);
};
