import type { Edge } from '../../operators/groups/compare-bucket.ts';
import { edgeBytes, writeEdge } from './edge-rows.ts';
import type { RecordBlock } from './record-blocks.ts';
import { placeHolding } from './record-places.ts';

const edgesPerChunk = 8192;

/**
 * The rows of edges, block by block: of `n` blocks, section `b` has the edges whose later record is of block `b`, and
 * section `n + b` those whose earlier record is, and whose later one is not. So the first `n` have each edge once, and
 * two have all those of a block.
 */
export const createEdgeSections = (blocks: readonly Pick<RecordBlock, 'firstRecord'>[]) => {
  const ofLater = blocks.map(createRows);
  const ofEarlier = blocks.map(createRows);
  const blockOf = (record: number): number => (blocks.length < 2 ? 0 : placeHolding(blocks, record));
  return {
    add: (edge: Edge): void => {
      const [earlier, later] = [blockOf(edge.one), blockOf(edge.other)];
      ofLater[later]?.add(edge);
      if (earlier !== later) ofEarlier[earlier]?.add(edge);
    },
    sections: (): readonly (readonly Buffer[])[] => [...ofLater, ...ofEarlier].map(({ chunks }) => chunks()),
  };
};

const createRows = () => {
  const filled: Buffer[] = [];
  let chunk: Buffer = Buffer.alloc(0);
  let at = 0;
  return {
    add: (edge: Edge): void => {
      if (at === chunk.length) {
        if (at > 0) filled.push(chunk);
        chunk = Buffer.allocUnsafe(edgesPerChunk * edgeBytes);
        at = 0;
      }
      at = writeEdge(chunk, at, edge);
    },
    chunks: (): readonly Buffer[] => [...filled, chunk.subarray(0, at)],
  };
};
