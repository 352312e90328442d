import { SluiceError } from '../errors/sluice-error.ts';

/**
 * A place between two lines of a sequence of sources. It is compared with where sources stand and never names what is
 * read, so one that a caller made up leads nowhere.
 */
export interface Cursor {
  /** Sources are ordered by this, then by id. */
  readonly part: number;
  readonly id: string;
  /** Where the next line starts in the source. */
  readonly offset: number;
  /** Matches to pass over from there on, when a search ended before it had passed all that it was to. */
  readonly skip: number;
}

export const startOfAll: Cursor = { part: -1, id: '', offset: 0, skip: 0 };

/** The cursor as callers are given it. */
export const cursorText = ({ part, id, offset, skip }: Cursor): string =>
  Buffer.from(JSON.stringify([part, id, offset, skip])).toString('base64url');

/** @throws SluiceError ModelArts.72060001 when it is none that was given */
export const parseCursor = (text: string): Cursor => {
  const [part, id, offset, skip] = parsedList(text);
  if (isCount(part) && typeof id === 'string' && isCount(offset) && isCount(skip)) {
    return { part, id, offset, skip };
  }
  const reason = 'it is not what an earlier reply gave as `next`';
  throw new SluiceError('ModelArts.72060001', { argument: 'from', reason });
};

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const parsedList = (text: string): readonly unknown[] => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return []; // what is no JSON is no cursor, which the caller says
  }
};

/** Where in a source to begin: undefined when the cursor has passed it. */
export const offsetIn = (cursor: Cursor, { part, id }: Pick<Cursor, 'part' | 'id'>): number | undefined => {
  if (cursor.part !== part) return cursor.part < part ? 0 : undefined;
  if (cursor.id !== id) return cursor.id < id ? 0 : undefined;
  return cursor.offset;
};
