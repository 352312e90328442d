import type { Barrier } from '../barrier.ts';

/** Two records that belong together. */
export interface Edge {
  /** The one that stands first in the data set. */
  readonly one: number;
  readonly other: number;
  readonly similarity: number;
}

/** What one band holds of a record. */
interface BucketEntry {
  readonly index: number;
  readonly sketch: Uint8Array;
}

/** Members of a bucket that a record is compared with: what bounds the work on a bucket of many unlike records. */
export const maxRepresentatives = 64;

/**
 * The edges among records that share a band, in the order of the data set. A record is compared with the bucket's
 * representatives, those that were like none before them, and tied to the first that is like it.
 */
export const compareBucket = (
  { similarity }: Pick<Barrier<never>, 'similarity'>,
  bucket: Iterable<BucketEntry>,
): readonly Edge[] => {
  const representatives: BucketEntry[] = [];
  const edges: Edge[] = [];
  for (const entry of bucket) {
    const edge = edgeTo(representatives, entry, similarity);
    if (edge !== undefined) edges.push(edge);
    else if (representatives.length < maxRepresentatives) representatives.push(entry);
  }
  return edges;
};

const edgeTo = (
  representatives: readonly BucketEntry[],
  { index, sketch }: BucketEntry,
  similarity: Barrier<never>['similarity'],
): Edge | undefined => {
  for (const { index: one, sketch: earlier } of representatives) {
    const found = similarity(earlier, sketch);
    if (found !== undefined) return { one, other: index, similarity: found };
  }
  return undefined;
};
