/** The keywords of a text file: one a line; blank lines, line ends and a byte order mark are none of them. */
export const readKeywords = (text: string): readonly string[] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
