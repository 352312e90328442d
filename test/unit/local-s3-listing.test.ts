import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type KeyListing, type ListPosition, listKeys } from '../../lib/local/s3/list-keys.ts';
import { SortedKeys } from '../../lib/local/s3/sorted-keys.ts';

const inByteOrder = (keys: Iterable<string>) =>
  [...keys].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
const anyKey = fc.string({
  unit: fc.constantFrom('a', 'b', '/', 'ä', '\u{ff5e}', '😀'),
  minLength: 1,
  maxLength: 6,
});

const listAll = (sorted: readonly string[], listing: Omit<KeyListing, 'after'>) => {
  const keys: string[] = [];
  const commonPrefixes: string[] = [];
  let after: ListPosition | undefined;
  do {
    const page = listKeys(sorted, { ...listing, after });
    expect(page.keys.length + page.commonPrefixes.length).toBeLessThanOrEqual(listing.maxCount);
    keys.push(...page.keys);
    commonPrefixes.push(...page.commonPrefixes);
    after = page.next;
  } while (after);
  return { keys, commonPrefixes };
};

describe('the keys of a bucket', () => {
  it('are in the order of their UTF-8 bytes after any additions and removals', () => {
    const looks = fc.array(fc.record({ toggled: fc.array(anyKey, { maxLength: 100 }) }), { maxLength: 5 });
    fc.assert(
      fc.property(looks, (rounds) => {
        const keys = new SortedKeys();
        const expected = new Set<string>();
        for (const { toggled } of rounds) {
          for (const key of toggled) {
            if (expected.delete(key)) {
              keys.remove(key);
            } else {
              expected.add(key);
              keys.add(key);
            }
          }
          expect(keys.ascending()).toEqual(inByteOrder(expected));
        }
      }),
    );
  });

  it('come page by page as they would in one, each once', () => {
    const prefixes = fc.constantFrom('', 'a', 'a/', '😀');
    const listings = fc.record({
      prefix: prefixes,
      delimiter: fc.constantFrom('', '/', 'b', '//'),
      maxCount: fc.integer({ min: 1, max: 4 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(anyKey, { maxLength: 30 }),
        listings,
        (all, { prefix, delimiter, maxCount }) => {
          const sorted = inByteOrder(all);
          const below = sorted.filter((key) => key.startsWith(prefix));
          const foldedOf = (key: string) => {
            const at = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
            return at < 0 ? undefined : key.slice(0, at + delimiter.length);
          };
          expect(listAll(sorted, { prefix, delimiter, maxCount })).toEqual({
            keys: below.filter((key) => foldedOf(key) === undefined),
            commonPrefixes: [...new Set(below.map(foldedOf))].filter((folded) => folded !== undefined),
          });
        },
      ),
    );
  });

  it('start after a key that need not exist', () => {
    const page = listKeys(['a', 'b', 'd'], {
      prefix: '',
      delimiter: '',
      maxCount: 10,
      after: { kind: 'key', value: 'c' },
    });
    expect(page).toEqual({ keys: ['d'], commonPrefixes: [] });
  });

  it('give an empty last page when none are asked for', () => {
    expect(listKeys(['a'], { prefix: '', delimiter: '', maxCount: 0 })).toEqual({
      keys: [],
      commonPrefixes: [],
    });
  });
});
