import { compareKeys, needsByteOrder } from './compare-keys.ts';

const fewChanges = 64;

/** The keys of a bucket in the order of their bytes; sorting waits until somebody looks. */
export class SortedKeys {
  #sorted: string[] = [];
  #added: string[] = [];
  readonly #removed = new Set<string>();
  #needsByteOrder = false;

  /** Adds a key that isn't there. */
  add(key: string): void {
    this.#needsByteOrder ||= needsByteOrder(key);
    if (!this.#removed.delete(key)) this.#added.push(key);
  }

  /** Removes a key that is there. */
  remove(key: string): void {
    this.#removed.add(key);
  }

  /** All keys; valid until the next change. */
  ascending(): readonly string[] {
    if (this.#added.length + this.#removed.size <= fewChanges) this.#patch();
    else this.#rebuild();
    this.#added = [];
    this.#removed.clear();
    return this.#sorted;
  }

  #patch(): void {
    for (const key of this.#added) this.#sorted.splice(lowerBound(this.#sorted, key), 0, key);
    for (const key of this.#removed) this.#sorted.splice(lowerBound(this.#sorted, key), 1);
  }

  #rebuild(): void {
    const keys = this.#sorted.concat(this.#added).filter((key) => !this.#removed.has(key));
    // The built-in order is several times faster, and right for nearly all keys there are.
    this.#sorted = this.#needsByteOrder ? keys.sort(compareKeys) : keys.sort();
  }
}

/** The index of the first key that isn't below the bound. */
export function lowerBound(sorted: readonly string[], bound: string): number {
  return firstIndex(sorted, 0, (key) => compareKeys(key, bound) >= 0);
}

/** The index, at or after `from`, of the first key that satisfies what all later keys satisfy too. */
export function firstIndex(
  sorted: readonly string[],
  from: number,
  isPast: (key: string) => boolean,
): number {
  let low = from;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const key = sorted[middle];
    if (key === undefined || isPast(key)) high = middle;
    else low = middle + 1;
  }
  return low;
}
