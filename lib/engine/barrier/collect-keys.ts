import type { Barrier, RecordKey } from '../../operators/barrier.ts';
import { createColumn } from './column.ts';
import { partitionOf } from './partition-of.ts';

/** Bytes of a record in the table of records: its line (u32) and its score (f64). */
export const recordBytes = 12;

/** Bytes of a key's entry in one band: the band's bits (two u32, the high half first), the record (u32), the sketch. */
export const entryBytes = (sketchBytes: number): number => 12 + sketchBytes;

const chunkBytes = 512 * 1024;

/** The keys of a shard's records, column by column, until they are written. */
export interface CollectedKeys {
  /** Takes the next record that leaves the stage, with its line in the source. */
  add(line: number, key: RecordKey | undefined): void;
  recordCount(): number;
  /**
   * The bytes of the keys object, little-endian. For each partition: the number of entries of each band (u32), then the
   * entries, band by band, in the order of the records. Last the table of records.
   */
  sections(): Iterable<Iterable<Uint8Array>>;
}

export const collectKeys = (
  { bandCount, sketchBytes }: Pick<Barrier<never>, 'bandCount' | 'sketchBytes'>,
  partitionCount: number,
): CollectedKeys => {
  const lines = createColumn((length) => new Uint32Array(length));
  const scores = createColumn((length) => new Float64Array(length));
  const records = createColumn((length) => new Uint32Array(length));
  const bands = createColumn((length) => new Uint32Array(length));
  const sketches = createColumn((length) => new Uint8Array(length));
  const bandWords = 2 * bandCount;
  let [recordCount, keyCount] = [0, 0];

  const add = (line: number, key: RecordKey | undefined): void => {
    lines.reserve(recordCount + 1)[recordCount] = line;
    scores.reserve(recordCount + 1)[recordCount] = key?.score ?? 0;
    if (key !== undefined) {
      records.reserve(keyCount + 1)[keyCount] = recordCount;
      bands.reserve((keyCount + 1) * bandWords).set(key.bands, keyCount * bandWords);
      sketches.reserve((keyCount + 1) * sketchBytes).set(key.sketch, keyCount * sketchBytes);
      keyCount++;
    }
    recordCount++;
  };

  function* sections(): Generator<Iterable<Uint8Array>> {
    const { starts, order } = sortEntries(bands.values(), { keyCount, bandCount, partitionCount });
    for (let partition = 0; partition < partitionCount; partition++) {
      const cells = starts.subarray(partition * bandCount, (partition + 1) * bandCount + 1);
      yield partitionBytes(cells, order);
    }
    yield tableBytes();
  }

  function* partitionBytes(cells: Uint32Array, order: Uint32Array): Generator<Uint8Array> {
    const header = Buffer.allocUnsafe(bandCount * 4);
    for (let band = 0; band < bandCount; band++)
      header.writeUInt32LE((cells[band + 1] ?? 0) - (cells[band] ?? 0), band * 4);
    yield header;
    const rowBytes = entryBytes(sketchBytes);
    const rowsPerChunk = Math.ceil(chunkBytes / rowBytes);
    const end = cells[bandCount] ?? 0;
    for (let from = cells[0] ?? 0; from < end; from += rowsPerChunk) {
      yield rowsOf(order.subarray(from, Math.min(from + rowsPerChunk, end)), rowBytes);
    }
  }

  const rowsOf = (entries: Uint32Array, rowBytes: number): Buffer => {
    const [allBands, allSketches, allRecords] = [bands.values(), sketches.values(), records.values()];
    const rows = Buffer.allocUnsafe(entries.length * rowBytes);
    let at = 0;
    for (const entry of entries) {
      const key = Math.floor(entry / bandCount);
      rows.writeUInt32LE(allBands[2 * entry] ?? 0, at);
      rows.writeUInt32LE(allBands[2 * entry + 1] ?? 0, at + 4);
      rows.writeUInt32LE(allRecords[key] ?? 0, at + 8);
      if (sketchBytes > 0)
        rows.set(allSketches.subarray(key * sketchBytes, (key + 1) * sketchBytes), at + 12);
      at += rowBytes;
    }
    return rows;
  };

  function* tableBytes(): Generator<Uint8Array> {
    const [allLines, allScores] = [lines.values(), scores.values()];
    const rowsPerChunk = Math.ceil(chunkBytes / recordBytes);
    for (let from = 0; from < recordCount; from += rowsPerChunk) {
      const until = Math.min(from + rowsPerChunk, recordCount);
      const rows = Buffer.allocUnsafe((until - from) * recordBytes);
      for (let record = from, at = 0; record < until; record++, at += recordBytes) {
        rows.writeUInt32LE(allLines[record] ?? 0, at);
        rows.writeDoubleLE(allScores[record] ?? 0, at + 4);
      }
      yield rows;
    }
  }

  return { add, recordCount: () => recordCount, sections };
};

/** Entries sorted by partition and band, in the order of the records; an entry is key × bandCount + band. */
const sortEntries = (
  bands: Uint32Array,
  counts: { readonly keyCount: number; readonly bandCount: number; readonly partitionCount: number },
): { readonly starts: Uint32Array; readonly order: Uint32Array } => {
  const { keyCount, bandCount, partitionCount } = counts;
  const cells = new Uint32Array(keyCount * bandCount);
  const starts = new Uint32Array(partitionCount * bandCount + 1);
  for (let key = 0, entry = 0; key < keyCount; key++) {
    for (let band = 0; band < bandCount; band++, entry++) {
      const partition = partitionOf(band, bands[2 * entry] ?? 0, bands[2 * entry + 1] ?? 0, partitionCount);
      const cell = partition * bandCount + band;
      cells[entry] = cell;
      starts[cell + 1] = (starts[cell + 1] ?? 0) + 1;
    }
  }
  for (let cell = 1; cell < starts.length; cell++)
    starts[cell] = (starts[cell] ?? 0) + (starts[cell - 1] ?? 0);
  const order = new Uint32Array(cells.length);
  const places = starts.slice();
  for (let entry = 0; entry < cells.length; entry++) {
    const cell = cells[entry] ?? 0;
    const place = places[cell] ?? 0;
    order[place] = entry;
    places[cell] = place + 1;
  }
  return { starts, order };
};
