import type { KeywordMatch } from './keyword-matcher.ts';

/**
 * The text without the matches. Where a match stood between spaces, or between a space and punctuation or an end of the
 * text, the space before it goes too, or at the start of the text the one behind it: no gap is left.
 */
export const removeKeywords = (text: string, matches: readonly KeywordMatch[]): string => {
  let kept = '';
  let from = 0;
  for (const { start, end } of matches) {
    kept += text.slice(from, start);
    from = end;
    if (!leavesGap(text.charAt(end))) continue;
    if (kept.endsWith(' ')) kept = kept.slice(0, -1);
    else if (kept === '' && text.charAt(end) === ' ') from = end + 1;
  }
  return kept + text.slice(from);
};

const leavesGap = (next: string): boolean => next === '' || /[\s.,;:!?，。；：！？、)）\]】]/.test(next);
