/** What marks a place worth a closer look: a character, before some characters. */
export type Anchor = 'number' | 'at' | 'colon' | 'dot' | 'hyphen' | 'province';

export interface AnchorTables {
  /** By code unit: the bit of the anchor that it is, 0 for none, `FULL_WIDTH_BIT`. */
  readonly bitByUnit: Uint8Array;
  /** By code unit: the bits of the anchors that may stand before it. */
  readonly bitsBeforeUnit: Uint8Array;
}

/** A bit for each anchor. */
export const ANCHOR_BITS: Readonly<Record<Anchor, number>> = {
  number: 1,
  at: 2,
  colon: 4,
  dot: 8,
  hyphen: 16,
  province: 32,
};
/** Full-width letters, digits and @: the text has to be folded first. */
export const FULL_WIDTH_BIT = 64;

/** First characters of Chinese licence plates, in both scripts, and the two of embassies and consulates. */
const PLATE_STARTS =
  '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领滬遼魯蘇贛雲陝閩貴粵寧瓊領';

/** Tables for a scan that takes two look-ups where an anchor may be, and one everywhere else. */
export const anchorTables = (anchors: ReadonlySet<Anchor>): AnchorTables => {
  const bitByUnit = new Uint8Array(0x10000);
  const bitsBeforeUnit = new Uint8Array(0x10000);
  for (const anchor of anchors) {
    const { characters, next } = ANCHORS[anchor];
    const bit = ANCHOR_BITS[anchor];
    for (const character of characters) bitByUnit[character.charCodeAt(0)] = bit;
    for (let unit = 0; unit < 0x10000; unit++) {
      if (next.test(String.fromCharCode(unit))) bitsBeforeUnit[unit] = (bitsBeforeUnit[unit] ?? 0) | bit;
    }
  }
  for (const [first, last] of FULL_WIDTH_RANGES) bitByUnit.fill(FULL_WIDTH_BIT, first, last + 1);
  return { bitByUnit, bitsBeforeUnit };
};

/** The characters that an anchor is, and those that may follow: never fewer than its detectors can match. */
const ANCHORS: Readonly<Record<Anchor, { readonly characters: string; readonly next: RegExp }>> = {
  number: { characters: '0123456789', next: /[\s\S]/ },
  at: { characters: '@', next: /[A-Za-z0-9\u00c0-\u024f\u0370-\u052f]/ },
  colon: { characters: ':', next: /[/:0-9A-Fa-f]/ },
  dot: { characters: '.', next: /[0-9A-Za-z\u4e00-\u9fff]/ },
  hyphen: { characters: '-', next: /[0-9A-Fa-f]/ },
  province: { characters: PLATE_STARTS, next: /[A-Z0-9]/ },
};

/** Digits, the sign @ with the capital letters, small letters. */
const FULL_WIDTH_RANGES = [
  [0xff10, 0xff19],
  [0xff20, 0xff3a],
  [0xff41, 0xff5a],
] as const;
