import { firstIndex, lowerBound } from './sorted-keys.ts';

/** Where a page of a listing ended. */
export interface ListPosition {
  readonly kind: 'key' | 'prefix';
  readonly value: string;
}

export interface KeyListing {
  readonly prefix: string;
  /** Empty for none. */
  readonly delimiter: string;
  readonly after?: ListPosition | undefined;
  readonly maxCount: number;
}

export interface KeyPage {
  readonly keys: readonly string[];
  readonly commonPrefixes: readonly string[];
  /** Where the next page goes on; absent on the last. */
  readonly next?: ListPosition;
}

/** One page of a listing of sorted keys; keys that share what stands before the delimiter count as one. */
export function listKeys(sorted: readonly string[], listing: KeyListing): KeyPage {
  const { prefix, delimiter, maxCount } = listing;
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let last: ListPosition | undefined;
  let index = startIndex(sorted, listing);
  for (let key = sorted[index]; key?.startsWith(prefix); key = sorted[index]) {
    if (keys.length + commonPrefixes.length >= maxCount) {
      return { keys, commonPrefixes, ...(last ? { next: last } : {}) };
    }
    const commonPrefix = findCommonPrefix(key, prefix, delimiter);
    if (commonPrefix === undefined) {
      keys.push(key);
      last = { kind: 'key', value: key };
      index++;
    } else {
      commonPrefixes.push(commonPrefix);
      last = { kind: 'prefix', value: commonPrefix };
      index = endOfPrefix(sorted, commonPrefix, index);
    }
  }
  return { keys, commonPrefixes };
}

function startIndex(sorted: readonly string[], { prefix, after }: KeyListing): number {
  const start = lowerBound(sorted, prefix);
  if (after === undefined) return start;
  const from = lowerBound(sorted, after.value);
  if (after.kind === 'prefix') return Math.max(start, endOfPrefix(sorted, after.value, from));
  return Math.max(start, sorted[from] === after.value ? from + 1 : from);
}

function endOfPrefix(sorted: readonly string[], prefix: string, from: number): number {
  return firstIndex(sorted, from, (key) => !key.startsWith(prefix));
}

function findCommonPrefix(key: string, prefix: string, delimiter: string): string | undefined {
  const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return at < 0 ? undefined : key.slice(0, at + delimiter.length);
}
