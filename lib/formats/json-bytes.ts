export const newline = 0x0a;
export const carriageReturn = 0x0d;
export const space = 0x20;
export const quote = 0x22;
export const backslash = 0x5c;
export const comma = 0x2c;
export const openBracket = 0x5b;
export const closeBracket = 0x5d;

/** What a byte of JSON does outside strings. */
export const KIND = { word: 0, space: 1, quote: 2, open: 3, close: 4, separator: 5 } as const;

const kindByByte = new Uint8Array(256);
const assign = (characters: string, kind: number): void => {
  for (const byte of Buffer.from(characters)) kindByByte[byte] = kind;
};
assign(' \t\r\n', KIND.space);
assign('"', KIND.quote);
assign('{[', KIND.open);
assign('}]', KIND.close);
assign(',:', KIND.separator);

/** One of `KIND`; by table, for it is asked for each byte. */
export const kindOf = (byte: number): number => kindByByte[byte] ?? KIND.word;
