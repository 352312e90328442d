import type { Barrier } from '../../operators/barrier.ts';
import type { Edge } from '../../operators/groups/compare-bucket.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { entryBytes } from './collect-keys.ts';
import { createGroupTable, type GroupTable } from './group-table.ts';
import type { PlacedShard } from './record-places.ts';
import { consumeSection, sectionSize, wholeRows } from './sections.ts';

/**
 * Finds the edges among the records of a partition while its keys are read, shard by shard in the order of the data set.
 * @throws DamagedSection when the keys of a shard are not what it has written
 */
export const findEdges = async (
  objects: ObjectStore,
  barrier: Pick<Barrier<never>, 'bandCount' | 'sketchBytes' | 'similarity'>,
  {
    shards,
    partition,
    take,
  }: {
    readonly shards: readonly PlacedShard[];
    readonly partition: number;
    readonly take: (edge: Edge) => void;
  },
): Promise<void> => {
  const rowBytes = entryBytes(barrier.sketchBytes);
  const totalBytes = shards.reduce((total, { keys }) => total + sectionSize(keys, partition), 0);
  const table = createGroupTable(barrier, Math.ceil(totalBytes / rowBytes));
  for (const { firstRecord, keys } of shards) {
    await consumeSection(objects, { of: keys, index: partition }, async (section) => {
      for await (const entries of bandEntries(section, { ...barrier, firstRecord }))
        addRows(entries, table, take);
    });
  }
};

/** Rows of one band. */
interface BandRows {
  readonly band: number;
  readonly rows: Buffer;
  readonly rowBytes: number;
  readonly firstRecord: number;
}

/** The rows of a section by their bands, whose numbers of rows stand at its head. */
async function* bandEntries(
  section: AsyncIterable<Buffer>,
  {
    bandCount,
    sketchBytes,
    firstRecord,
  }: { readonly bandCount: number; readonly sketchBytes: number; readonly firstRecord: number },
): AsyncGenerator<BandRows> {
  const rowBytes = entryBytes(sketchBytes);
  const chunks = section[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < bandCount * 4) {
    const { value, done } = await chunks.next();
    if (done === true) return;
    head = Buffer.concat([head, value]);
  }
  async function* bytes(): AsyncGenerator<Buffer> {
    yield head.subarray(bandCount * 4);
    yield* { [Symbol.asyncIterator]: () => chunks };
  }
  let band = 0;
  let left = head.readUInt32LE(0);
  for await (const rows of wholeRows(bytes(), rowBytes)) {
    for (let at = 0; at < rows.length; ) {
      while (left === 0 && band < bandCount - 1) left = head.readUInt32LE(++band * 4);
      // What follows the last row is not ours: the checksum will say so.
      if (left === 0) break;
      const until = Math.min(rows.length, at + left * rowBytes);
      yield { band, rows: rows.subarray(at, until), rowBytes, firstRecord };
      left -= (until - at) / rowBytes;
      at = until;
    }
  }
}

const addRows = (
  { band, rows, rowBytes, firstRecord }: BandRows,
  table: GroupTable,
  take: (edge: Edge) => void,
): void => {
  for (let row = 0; row < rows.length; row += rowBytes) {
    const edge = table.add({
      band,
      high: rows.readUInt32LE(row),
      low: rows.readUInt32LE(row + 4),
      record: firstRecord + rows.readUInt32LE(row + 8),
      sketch: rows.subarray(row + 12, row + rowBytes),
    });
    if (edge !== undefined) take(edge);
  }
};
