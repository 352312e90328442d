import { fileFormat } from '../formats/file-format.ts';
import type { LineBatch } from '../formats/line-batch.ts';
import { readJsonElements } from '../formats/read-json-elements.ts';
import { readShardLines } from '../formats/read-shard-lines.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { FileSlice } from './import-plan.ts';

/** The records of a slice, as lines; those of a JSON file with the lines on which they start. */
export const readSlice = (objects: ObjectStore, slice: FileSlice): AsyncIterable<LineBatch> => {
  const { key, file, start, end, sizeBytes } = slice;
  return fileFormat(file) === 'array'
    ? readJsonElements(objects.read(key))
    : readShardLines({ read: (range) => objects.read(key, range), start, end, sizeBytes });
};
