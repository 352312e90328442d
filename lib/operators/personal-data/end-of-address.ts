/**
 * Where an address ends that may reach from its host at most to a place: punctuation at its end belongs to the sentence
 * or the markup, and so does a bracket that was opened before the address.
 */
export const endOfAddress = (text: string, hostEnd: number, to: number): number => {
  let end = to;
  let openCount = openBracketCount(text, hostEnd, to);
  while (end > hostEnd) {
    const last = text.charAt(end - 1);
    if (!'.,;:!?*|})'.includes(last)) break;
    if (last === ')') {
      if (openCount >= 0) break;
      openCount++;
    }
    end--;
  }
  return end;
};

/** Opening brackets less closing ones: negative when the address closes one that was opened before it. */
const openBracketCount = (text: string, from: number, to: number): number => {
  let count = 0;
  for (let at = from; at < to; at++) {
    if (text.charAt(at) === '(') count++;
    else if (text.charAt(at) === ')') count--;
  }
  return count;
};
