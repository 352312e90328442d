/** Differences between texts that can be left out of account. */
export const DIFFERENCES = ['case', 'form', 'white-space', 'punctuation'] as const;
export type Difference = (typeof DIFFERENCES)[number];

/** What a UTF-16 code unit counts as, when it isn't another code unit. */
export const FOLD = {
  /** One space, however many stand side by side: bit 16 above a space. */
  space: 0x1_00_20,
  /** Nothing: bit 17. */
  nothing: 0x2_00_00,
  /** Its text has to be normalized as a whole first. */
  whole: 0x4_00_00,
} as const;

const foldsByIgnored = new Map<string, Uint32Array>();

/**
 * What each UTF-16 code unit counts as: a code unit or an entry of FOLD. With `form`, a text that holds none of
 * `FOLD.whole` counts as its NFKC form would. Case is folded character by character, so that no context matters.
 * A table of 256 KiB, made once for all.
 */
export const characterFolds = (ignored: readonly Difference[]): Uint32Array => {
  const name = DIFFERENCES.filter((it) => ignored.includes(it)).join();
  const folds = foldsByIgnored.get(name) ?? createCharacterFolds(ignored);
  foldsByIgnored.set(name, folds);
  return folds;
};

const createCharacterFolds = (ignored: readonly Difference[]): Uint32Array => {
  const folds = new Uint32Array(0x1_00_00);
  const [isForm, isCase] = [ignored.includes('form'), ignored.includes('case')];
  const [isSpace, isPunctuation] = [ignored.includes('white-space'), ignored.includes('punctuation')];
  for (let unit = 0; unit < folds.length; unit++) {
    let character = String.fromCharCode(unit);
    if (isForm) {
      if (needsContext(unit, character)) {
        folds[unit] = FOLD.whole;
        continue;
      }
      character = character.normalize('NFKC');
    }
    if (isCase) character = character.toLowerCase();
    if (isPunctuation && punctuation.test(character)) folds[unit] = FOLD.nothing;
    else if (isSpace && whiteSpace.test(character)) folds[unit] = FOLD.space;
    // Of the one letter whose small form is two code units, İ, the first.
    else folds[unit] = character.charCodeAt(0);
  }
  return folds;
};

const punctuation = /^\p{P}$/u;
const whiteSpace = /^\s$/;

/** True when the NFKC form of a text can't be told from this code unit alone. */
const needsContext = (unit: number, character: string): boolean => {
  if (unit >= 0xd8_00 && unit <= 0xdf_ff) return !isUnchangingSurrogate(unit);
  const normalized = character.normalize('NFKC');
  return normalized.length !== 1 || composes.test(character) || composes.test(normalized);
};

/** Marks and conjoining Hangul letters join what stands before them. */
const composes = /[\p{M}\u1100-\u11ff]/u;

/**
 * The lower halves of pairs, and the upper ones of blocks that NFKC leaves alone, so that the usual emoji and rare
 * ideographs cost nothing.
 */
const isUnchangingSurrogate = (unit: number): boolean =>
  unit >= 0xdc_00 || unit === 0xd8_3d || (unit >= 0xd8_40 && unit <= 0xd8_7d);
