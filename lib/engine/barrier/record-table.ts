import type { ShardKeys } from '../../model/run-spec.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { recordBytes } from './collect-keys.ts';
import { readWholeSection } from './sections.ts';

/** Of the records that left a shard: their lines in the source, and their scores. */
export interface RecordTable {
  readonly lines: Uint32Array;
  readonly scores: Float64Array;
}

/** @throws DamagedSection when it is not what was written */
export const readRecordTable = async (objects: ObjectStore, keys: ShardKeys): Promise<RecordTable> => {
  const bytes = await readWholeSection(objects, keys, keys.sections.length - 1);
  const [lines, scores] = [new Uint32Array(keys.recordCount), new Float64Array(keys.recordCount)];
  for (let record = 0; record < keys.recordCount; record++) {
    lines[record] = bytes.readUInt32LE(record * recordBytes);
    scores[record] = bytes.readDoubleLE(record * recordBytes + 4);
  }
  return { lines, scores };
};
