/** The place behind the emoji that stand at `from`, which belong to what ends before them. */
export const afterEmoji = (text: string, from: number, to: number): number => {
  let at = from;
  while (at < to) {
    const unit = text.charCodeAt(at);
    if (isEmoji(unit)) at += isPlain(unit) ? 1 : 2;
    else if (isJoiner(unit)) at++;
    else break;
  }
  return Math.min(at, to);
};

/** Whether a code unit is an emoji, or the first half of one. */
export const isEmoji = (unit: number): boolean => (unit >= 0xd83c && unit <= 0xd83e) || isPlain(unit);

/** ☀ to ⛿, ❤ and ⭐. */
const isPlain = (unit: number): boolean =>
  (unit >= 0x2600 && unit <= 0x26ff) || unit === 0x2764 || unit === 0x2b50;

/** What joins and varies emoji: the zero-width joiner and the variation selector. */
export const isJoiner = (unit: number): boolean => unit === 0x200d || unit === 0xfe0f;
