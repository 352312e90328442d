/** Kinds of abnormal characters that are told by what they are. Source: guide, Filtering Abnormal Characters. */
export const CHARACTER_KINDS = [
  'emoji',
  'unknowUnicodeChar',
  'specialChar',
  'invisibleChar',
  'uniformSpace',
] as const;
export type CharacterKind = (typeof CHARACTER_KINDS)[number];

/** Line breaks of typesetters and old systems, spelled for a character class: a line end takes their place. */
const LINE_BREAKS = String.raw`\v\f\x85\u2028\u2029`;

const TAGS = String.raw`\u{e0020}-\u{e007f}`;
const PICTOGRAPHS = String.raw`[\p{Emoji_Presentation}[\p{Emoji}&&[\u2600-\u27bf]][\p{Extended_Pictographic}&&[\u{1f300}-\u{1faff}]]]`;
/** Symbols of ordinary writing that are emoji only when they are said to be, by U+FE0F. */
const WRITTEN_SYMBOLS = String.raw`[\u2640\u2642\u27a1]`;
/** Symbols that stay even then. */
const NEVER_EMOJI = '[#*0-9©®™]';
const MODIFIERS = String.raw`[\ufe0e\ufe0f\u20e3\p{Emoji_Modifier}${TAGS}]*`;

const EMOJI = String.raw`(?:[${PICTOGRAPHS}--${WRITTEN_SYMBOLS}]|[\p{Emoji}--${NEVER_EMOJI}]\ufe0f)${MODIFIERS}`;
const JOINED_EMOJI = String.raw`\u200d[${PICTOGRAPHS}[\p{Emoji}--${NEVER_EMOJI}]]${MODIFIERS}`;

/** Scripts in which joiners change how words are written: Arabic and its kin, the Indic scripts, Mongolian. */
const JOINING = String.raw`[\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u1780-\u18af\ua840-\ua87f\ua8e0-\ua8ff\u{10a00}-\u{11fff}]`;
const JOINS = String.raw`(?<=${JOINING})[\u200c\u200d]${JOINING}|(?<=[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f])\u200d\p{Emoji}`;
const NOT_IN_FLAG = String.raw`(?<!\u{1f3f4}[${TAGS}]{0,7})`;

/** What each kind takes for abnormal, as the source of a pattern with the flag `v`. */
export const PATTERN_BY_KIND: Readonly<Record<CharacterKind, string>> = {
  // Sequences as a whole: families, flags, skin tones, key caps; then selectors that are left alone.
  emoji: String.raw`${EMOJI}(?:${JOINED_EMOJI})*|[#*0-9]\ufe0f?\u20e3|[\ufe0e\ufe0f\u20e3]`,
  // What decoding could not read, halves of characters, code points that are none, and the traces of wrong encodings.
  unknowUnicodeChar: String.raw`\ufffd+|[\p{Cs}\p{Cn}]|(?:锟斤拷)+(?:锟斤?)?|烫{3,}|屯{3,}|(?:ï¿½)+|ï»¿`,
  // Private use has a look in one font only; the others are place holders for what was not text.
  specialChar: String.raw`\p{Co}+|[\ufff9-\ufffc]`,
  invisibleChar: String.raw`[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\u3164\ufeff\uffa0\u{1bca0}-\u{1bca3}\u{1d173}-\u{1d17a}\u{e0001}]+|[${LINE_BREAKS}]|(?!${JOINS})[\u200c\u200d]|(?<![\u1820-\u18aa])\u180e|${NOT_IN_FLAG}[${TAGS}]`,
  uniformSpace: String.raw`[\xa0\u1680\u2000-\u200a\u202f\u205f]+`,
};

/** Characters that begin a pattern above without being abnormal by themselves. */
export const SEQUENCE_STARTS = '锟烫屯ï';

/** Whether a character is a line break of typesetters and old systems. */
export const isLineBreak = (character: string): boolean => LINE_BREAK.test(character);

const LINE_BREAK = new RegExp(`^[${LINE_BREAKS}]`);
