import { ENTITIES } from './html-entities.ts';

/**
 * The text with its character references as characters; those without a semicolon, and names that HTML 4 doesn't know, stay:
 * `?a=1&copy=2` is an address. A no-break space becomes an ordinary one.
 */
export const decodeEntities = (text: string): string =>
  text.includes('&') ? text.replace(REFERENCE, decodeReference) : text;

const REFERENCE = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]{1,7}));/g;

const decodeReference = (written: string, decimal?: string, hexadecimal?: string, name?: string): string => {
  if (name !== undefined) return ENTITIES.get(name) ?? written;
  const code = decimal === undefined ? Number.parseInt(hexadecimal ?? '', 16) : Number(decimal);
  if (code === NO_BREAK_SPACE) return ' ';
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return written;
  // As browsers do: people wrote the numbers of Windows characters where Unicode has controls.
  return WINDOWS_CHARACTERS.charAt(code - 0x80) || String.fromCodePoint(code);
};

const NO_BREAK_SPACE = 0xa0;

const WINDOWS_CHARACTERS = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
