import { eachEdge, edgeBytes } from '../../engine/barrier/edge-rows.ts';
import { readSections, wholeRows } from '../../engine/barrier/sections.ts';
import { mapConcurrently } from '../../engine/map-concurrently.ts';
import { readShardOutcomes } from '../../engine/shard-outcomes.ts';
import { refusing } from '../refine-input.ts';
import type { KeyWork } from './key-work.ts';

const concurrentReads = 4;

/** Gives the edges of some sections of all partitions to a function, in no order. */
export const readEdges = async (
  { objects, spec: { run } }: Pick<KeyWork, 'objects' | 'spec'>,
  groupStage: number,
  ranges: readonly { readonly from: number; readonly to: number }[],
  take: (one: number, other: number, similarity: number) => void,
): Promise<void> => {
  const outcomes = await readShardOutcomes(objects, run, groupStage);
  await mapConcurrently(outcomes, concurrentReads, (outcome) =>
    refusing(objects, { run, stage: groupStage, outcome }, async () => {
      const { edges } = outcome;
      if (edges === undefined) return;
      for (const range of ranges) {
        for await (const rows of wholeRows(readSections(objects, edges, range), edgeBytes))
          eachEdge(rows, take);
      }
    }),
  );
};
