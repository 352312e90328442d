const shownCharacters = 120;
const context = 24;

/** The places where two texts differ, as excerpts of at most some 120 characters; `…` stands for what is left out. */
export const excerptsOfChange = (
  before: string,
  after: string,
): { readonly before: string; readonly after: string } => {
  const start = boundaryBefore(before, Math.max(0, commonStart(before, after) - context));
  return { before: excerpt(before, start), after: excerpt(after, start) };
};

/** The text from `start` on, cut short. */
export const excerpt = (text: string, start = 0): string => {
  const end = boundaryBefore(text, Math.min(text.length, start + shownCharacters));
  return `${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}`;
};

const commonStart = (one: string, other: string): number => {
  const length = Math.min(one.length, other.length);
  let index = 0;
  while (index < length && one.charCodeAt(index) === other.charCodeAt(index)) index++;
  return index;
};

/** Not between the halves of a character beyond the first 65,536. */
const boundaryBefore = (text: string, index: number): number => {
  const code = text.charCodeAt(index);
  return index > 0 && code >= 0xdc00 && code <= 0xdfff ? index - 1 : index;
};
