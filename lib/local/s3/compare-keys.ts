/** Orders keys by their UTF-8 bytes, as S3 lists them. */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const unitA = a.charCodeAt(index);
    const unitB = b.charCodeAt(index);
    if (unitA !== unitB) return rank(unitA) - rank(unitB);
  }
  return a.length - b.length;
}

/** Whether JavaScript's own order of the key may differ from that of its bytes. */
export function needsByteOrder(key: string): boolean {
  return /[\ud800-\uffff]/.test(key);
}

// In UTF-16 the halves of characters beyond U+FFFF sort before U+E000 to U+FFFF, in UTF-8 after them.
function rank(unit: number): number {
  if (unit >= 0xe000) return unit - 0x800;
  return unit >= 0xd800 ? unit + 0x2000 : unit;
}
