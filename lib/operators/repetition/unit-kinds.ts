/** What a code unit makes of the token that it is in. */
export const UNIT_KIND = {
  word: 0,
  space: 1,
  /** A token by itself: Han characters and kana. */
  character: 2,
  /** With those equal to it in a row, a token. */
  mark: 3,
} as const;

/** What each code unit is; halves of pairs count as letters, but for the Han characters of the higher planes. */
export const KIND_OF_UNIT = Uint8Array.from({ length: 0x10000 }, (_, unit) => {
  const character = String.fromCharCode(unit);
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(character)) {
    return /[\p{L}\p{N}]/u.test(character) ? UNIT_KIND.character : UNIT_KIND.mark;
  }
  if (/[\s\p{Z}\p{Cc}]/u.test(character)) return UNIT_KIND.space;
  // An apostrophe within a word is part of it.
  return /[\p{L}\p{M}\p{N}\p{Cs}_'’]/u.test(character) ? UNIT_KIND.word : UNIT_KIND.mark;
});
