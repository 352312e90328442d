import type { TextEdit } from '../define-operator.ts';
import { joinNumber } from './join-number.ts';
import type { SymbolTable } from './symbol-table.ts';

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
  const isSuspect = suspectUnits(kindByCode.keys());
  return (text, hit) => {
    let edited = '';
    let doneUntil = 0;
    for (let index = 0; index < text.length; index++) {
      if (isSuspect[text.charCodeAt(index)] === 0) continue;
      const code = text.codePointAt(index) ?? 0;
      const kind = kindByCode.get(code);
      if (kind === undefined) continue;
      hit(kind.reason);
      edited += text.slice(doneUntil, index) + replacementAt(text, index, kind);
      if (code > LAST_OF_ONE_UNIT) index++;
      doneUntil = index + 1;
    }
    return doneUntil === 0 ? text : edited + text.slice(doneUntil);
  };
};

const LAST_OF_ONE_UNIT = 0xffff;

const replacementAt = (text: string, index: number, { table, areNumbers = false }: SymbolKind): string =>
  areNumbers ? joinNumber(text, index, table) : (table.get(text.codePointAt(index) ?? 0) ?? '');

/** 1 for each code unit that a symbol starts with: one look-up a character is what keeps ordinary text fast. */
const suspectUnits = (codes: Iterable<number>): Uint8Array => {
  const isSuspect = new Uint8Array(LAST_OF_ONE_UNIT + 1);
  for (const code of codes) isSuspect[String.fromCodePoint(code).charCodeAt(0)] = 1;
  return isSuspect;
};
