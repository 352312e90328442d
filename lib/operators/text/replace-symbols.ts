import type { TextEdit } from '../define-operator.ts';
import { joinNumber } from './join-number.ts';
import type { SymbolTable } from './symbol-table.ts';
import { createTextUnits } from './text-units.ts';
import { createUnitWriter } from './unit-writer.ts';

/** Symbols of one kind, and the reason that a record changed by them is given. */
export interface SymbolKind {
  readonly reason: string;
  readonly table: SymbolTable;
  /** Whether the symbols are numbers, which must not run into digits beside them. */
  readonly areNumbers?: boolean;
}

/** An edit that replaces the symbols of all kinds in one pass; of a symbol in several kinds, the first counts. */
export const symbolReplacement = (kinds: readonly SymbolKind[]): TextEdit => {
  const kindByCode = new Map<number, SymbolKind>();
  for (const kind of kinds.toReversed()) {
    for (const code of kind.table.keys()) kindByCode.set(code, kind);
  }
  const { bits, plain } = unitTables(kindByCode, kinds);
  const unitsOf = createTextUnits();
  const writer = createUnitWriter();

  /** Writes what replaces a symbol that takes more than a look-up; gives how many units it had. */
  const writeInvolved = (text: string, index: number, hit: (reason: string) => void): number => {
    const code = text.codePointAt(index) ?? 0;
    const kind = kindByCode.get(code);
    if (kind !== undefined) hit(kind.reason);
    writer.write(kind === undefined ? text.charAt(index) : replacementAt(text, index, kind));
    return kind !== undefined && code > LAST_OF_ONE_UNIT ? 2 : 1;
  };

  return (text, hit) => {
    const { length } = text;
    const units = unitsOf(text);
    let index = firstOf(bits, units, length);
    if (index === length) return text;
    writer.start(units, index);
    // Only the first symbol of each kind, and those that take more than a look-up, need to be looked at.
    for (let found = 0; index < length; ) {
      index = writer.writeMapped(units, { from: index, to: length, table: plain, bits, stopAt: ~found });
      if (index === length) break;
      const bit = bits[units[index] ?? 0] ?? 0;
      if (bit === INVOLVED) {
        index += writeInvolved(text, index, hit);
        continue;
      }
      found |= bit;
      hit(kinds[31 - Math.clz32(bit)]?.reason ?? '');
    }
    return writer.text();
  };
};

/** The first unit that has a bit; the length where none has. The array is padded, and there is an entry for each unit. */
const firstOf = (bits: Uint8Array, units: Uint16Array, length: number): number => {
  let index = 0;
  while (index < length && bits[units[index] as number] === 0) index++;
  return index;
};

const LAST_OF_ONE_UNIT = 0xffff;
/** In place of the bit of a kind: what is more than a unit, becomes more than one, or is a number. */
const INVOLVED = 0x80;

const replacementAt = (text: string, index: number, { table, areNumbers = false }: SymbolKind): string =>
  areNumbers ? joinNumber(text, index, table) : (table.get(text.codePointAt(index) ?? 0) ?? '');

interface UnitTables {
  /** By code unit: the bit of its kind's place in the list, 0 for what is no symbol, `INVOLVED`. */
  readonly bits: Uint8Array;
  /** By code unit: what it becomes. */
  readonly plain: Uint16Array;
}

/** Tables that spare ordinary text, and symbols that become one character, all that is slower than a look-up. */
const unitTables = (
  kindByCode: ReadonlyMap<number, SymbolKind>,
  kinds: readonly SymbolKind[],
): UnitTables => {
  const bits = new Uint8Array(LAST_OF_ONE_UNIT + 1);
  const plain = new Uint16Array(LAST_OF_ONE_UNIT + 1);
  for (let unit = 0; unit < plain.length; unit++) plain[unit] = unit;
  for (const [code, kind] of kindByCode) {
    const first = String.fromCodePoint(code).charCodeAt(0);
    const replacement = kind.table.get(code) ?? '';
    const isPlain = code <= LAST_OF_ONE_UNIT && replacement.length === 1 && kind.areNumbers !== true;
    bits[first] = isPlain ? 1 << kinds.indexOf(kind) : INVOLVED;
    if (isPlain) plain[first] = replacement.charCodeAt(0);
  }
  return { bits, plain };
};
