/** A Markdown table; cells may hold anything. */
export const markdownTable = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [titles, titles.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.map(cellText).join(' | ')} |`)
    .join('\n');

/** A value as code in a line of text. */
export const inlineCode = (text: string): string => `\`${text}\``;

/** A value as JSON, with the characters that could not be seen as escapes. */
export const visibleJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, undefined, indent).replace(UNSEEN, (character) =>
    Array.from({ length: character.length }, (_, index) => escapeOf(character.charCodeAt(index))).join(''),
  );

const UNSEEN = /[\p{Zl}\p{Zp}\p{Cf}\p{Co}\p{Cn}\ufffd\u007f-\u009f]|\ufe0e|\ufe0f|\u20e3|(?! )\p{Zs}/gu;

const escapeOf = (unit: number): string => `\\u${unit.toString(16).padStart(4, '0')}`;

const cellText = (text: string): string => text.replace(/\|/g, '\\|').replace(/\n/g, ' ');
