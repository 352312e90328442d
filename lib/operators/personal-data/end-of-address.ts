/**
 * Where an address ends that may reach from its host at most to a place: punctuation at its end belongs to the sentence
 * or the markup, and so does a bracket that was opened before the address.
 */
export const endOfAddress = (text: string, hostEnd: number, to: number): number => {
  let end = to;
  let roundCount = openBracketCount(text, { from: hostEnd, to, open: '(', close: ')' });
  let curlyCount = openBracketCount(text, { from: hostEnd, to, open: '{', close: '}' });
  while (end > hostEnd) {
    const last = text.charAt(end - 1);
    if (!'.,;:!?*|})'.includes(last)) break;
    if (last === ')' && roundCount++ >= 0) break;
    if (last === '}' && curlyCount++ >= 0) break;
    end--;
  }
  return end;
};

interface Brackets {
  readonly from: number;
  readonly to: number;
  readonly open: string;
  readonly close: string;
}

/** Opening brackets less closing ones: negative when the address closes one that was opened before it. */
const openBracketCount = (text: string, { from, to, open, close }: Brackets): number => {
  let count = 0;
  for (let at = from; at < to; at++) {
    if (text.charAt(at) === open) count++;
    else if (text.charAt(at) === close) count--;
  }
  return count;
};
