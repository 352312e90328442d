import { createTextRecord } from '../../lib/formats/text-record.ts';
import type { Barrier, RecordKey } from '../../lib/operators/barrier.ts';
import { bucketsOfBand } from '../../lib/operators/groups/buckets-of-band.ts';
import { resolveGroups } from '../../lib/operators/resolve-groups.ts';
import { textDeduplication } from '../../lib/operators/text-deduplication.ts';
import type { Pair } from './exact-jaccard.ts';

/** How a method does beside exact Jaccard, as shares from 0 to 1. */
export interface Quality {
  /** Of the pairs taken for alike, those that are. */
  readonly precision: number;
  /** The same, when pairs up to 0.05 below the threshold count as alike. */
  readonly loosePrecision: number;
  /** Of the pairs that are alike, those taken for alike. */
  readonly recall: number;
  /** The same for pairs that are more alike than the threshold by 0.05 and more. */
  readonly looseRecall: number;
  /** Records that are like an earlier one: how many fewer there are in the output. */
  readonly repetitionCut: number;
  /** Of the records dropped, those like another record: the rest should have stayed. */
  readonly dropPrecision: number;
  /** Pairs that are alike. */
  readonly pairCount: number;
  /** Bytes that keys take for each record, written once a band. */
  readonly keyBytes: number;
}

/** How far from the threshold a pair counts as near it. */
export const tolerance = 0.05;

const share = (part: readonly unknown[], all: readonly unknown[]): number =>
  all.length === 0 ? 1 : part.length / all.length;

/** `pairs` are all that are alike by `threshold - 0.05` and more. */
export const measureQuality = (
  texts: readonly string[],
  pairs: readonly Pair[],
  { threshold, params }: { readonly threshold: number; readonly params: Readonly<Record<string, unknown>> },
): Quality => {
  const barrier = textDeduplication.createBarrier(textDeduplication.params.parse(params), new Map());
  const keys = texts.map((text) => barrier.keyOf(createTextRecord(JSON.stringify({ text }), 'pretrain')));
  const found = pairsFound(barrier, keys);
  const jaccardByPair = new Map(pairs.map((pair) => [nameOf(pair.one, pair.other), pair.jaccard]));
  const alike = pairs.filter(({ jaccard }) => jaccard >= threshold);
  const veryAlike = pairs.filter(({ jaccard }) => jaccard >= threshold + tolerance);
  const isFound = ({ one, other }: Pair): boolean => found.has(nameOf(one, other));
  const foundPairs = [...found];
  const { drops } = resolveGroups(barrier, keys);
  const repeated = new Set(alike.map(({ other }) => other));
  const stillRepeated = new Set(
    alike.filter(({ one, other }) => !drops.has(one) && !drops.has(other)).map(({ other }) => other),
  );
  const inPairs = new Set(
    pairs.filter(({ jaccard }) => jaccard >= threshold - tolerance).flatMap(({ one, other }) => [one, other]),
  );
  const dropped = [...drops.keys()];
  return {
    precision: share(
      foundPairs.filter((name) => (jaccardByPair.get(name) ?? 0) >= threshold),
      foundPairs,
    ),
    loosePrecision: share(
      foundPairs.filter((name) => (jaccardByPair.get(name) ?? 0) >= threshold - tolerance),
      foundPairs,
    ),
    recall: share(alike.filter(isFound), alike),
    looseRecall: share(veryAlike.filter(isFound), veryAlike),
    repetitionCut: repeated.size === 0 ? 1 : 1 - stillRepeated.size / repeated.size,
    dropPrecision: share(
      dropped.filter((index) => inPairs.has(index)),
      dropped,
    ),
    pairCount: alike.length,
    keyBytes: barrier.bandCount * (8 + 4 + barrier.sketchBytes),
  };
};

const nameOf = (one: number, other: number): string => `${one} ${other}`;

/** Every pair that shares a band and is alike by its sketches. */
const pairsFound = (
  barrier: Pick<Barrier<never>, 'bandCount' | 'similarity'>,
  keys: readonly (RecordKey | undefined)[],
): ReadonlySet<string> => {
  const isAlike = (one: RecordKey | undefined, other: RecordKey | undefined): boolean =>
    one !== undefined && other !== undefined && barrier.similarity(one.sketch, other.sketch) !== undefined;
  const found = new Set<string>();
  for (let band = 0; band < barrier.bandCount; band++) {
    for (const bucket of bucketsOfBand(keys, band)) {
      for (const [one, other] of pairsOf(bucket)) {
        if (isAlike(keys[one], keys[other])) found.add(nameOf(one, other));
      }
    }
  }
  return found;
};

const pairsOf = (bucket: readonly number[]): readonly (readonly [number, number])[] =>
  bucket.flatMap((other, place) => bucket.slice(0, place).map((one) => [one, other] as const));
