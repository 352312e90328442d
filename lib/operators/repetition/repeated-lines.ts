import { KIND_OF_UNIT, UNIT_KIND } from './unit-kinds.ts';

/** Entries of the table; with more lines than half of them, a text is not looked at. */
const slotCount = 4096;
const mostLines = slotCount / 2;
const lastSlot = slotCount - 1;
const keys = new Int32Array(slotCount);
/** Entries are void unless they bear the number of the text at hand. */
const passes = new Int32Array(slotCount);
let pass = 0;

/**
 * False when no line of a text with a letter or digit comes twice: nearly always where that is so. Of long lines the
 * ends are compared. `units` are those of the text.
 */
export const mayRepeatLines = (text: string, units: Uint16Array): boolean => {
  if (!text.includes('\n')) return false;
  pass = (pass + 1) | 0;
  let lineCount = 0;
  for (let from = 0; from < text.length; ) {
    const found = text.indexOf('\n', from);
    const to = found === -1 ? text.length : found;
    if (isKnownLine(units, from, to) || ++lineCount > mostLines) return true;
    from = to + 1;
  }
  return false;
};

const isKnownLine = (units: Uint16Array, from: number, to: number): boolean => {
  let start = from;
  while (start < to && kindAt(units, start) === UNIT_KIND.space) start++;
  let end = to;
  while (end > start && kindAt(units, end - 1) === UNIT_KIND.space) end--;
  return holdsWord(units, start, end) && isKnown(hashOf(units, start, end));
};

const kindAt = (units: Uint16Array, at: number): number => KIND_OF_UNIT[units[at] ?? 0] ?? 0;

const holdsWord = (units: Uint16Array, start: number, end: number): boolean => {
  for (let at = start; at < end; at++) {
    const kind = kindAt(units, at);
    if (kind === UNIT_KIND.word || kind === UNIT_KIND.character) return true;
  }
  return false;
};

const comparedUnits = 12;
const factor = 0x2545f491;

const hashOf = (units: Uint16Array, start: number, end: number): number => {
  let hash = end - start;
  const firstEnd = Math.min(end, start + comparedUnits);
  for (let at = start; at < firstEnd; at++) hash = Math.imul(hash, factor) + (units[at] ?? 0);
  for (let at = Math.max(firstEnd, end - comparedUnits); at < end; at++)
    hash = Math.imul(hash, factor) + (units[at] ?? 0);
  return hash | 0;
};

const isKnown = (hash: number): boolean => {
  let slot = (hash ^ (hash >>> 15)) & lastSlot;
  for (; passes[slot] === pass; slot = (slot + 1) & lastSlot) {
    if (keys[slot] === hash) return true;
  }
  passes[slot] = pass;
  keys[slot] = hash;
  return false;
};
