import { mapConcurrently } from '../engine/map-concurrently.ts';
import { readWindow } from '../engine/read-window.ts';
import { sampleWindows } from '../engine/sample-windows.ts';
import type { DatasetManifest } from '../model/dataset.ts';
import type { ObjectStore } from '../ports/object-store.ts';

/** Records that stand together in the data, and where. */
export interface SampleBatch {
  readonly file: string;
  /** Of each line: the offset of its first byte in the file, or its number in a list of records. */
  readonly lines: readonly { readonly text: string; readonly place: number }[];
}

export interface Sample {
  readonly batches: readonly SampleBatch[];
  /** Records and bytes of the whole that the sample stands for. */
  readonly recordCount: number;
  readonly sizeBytes: number;
}

const concurrentReads = 8;

/** Takes about `count` records, spread evenly over the bytes of a data set version; the same ones each time. */
export const sampleDataset = async (
  objects: ObjectStore,
  { parts, recordCount, sizeBytes }: DatasetManifest,
  count: number,
): Promise<Sample> => {
  const windows = sampleWindows(parts, count).flatMap((ofPart, index) => {
    const part = parts[index];
    return part === undefined ? [] : ofPart.map((window) => ({ part, window }));
  });
  const batches = await mapConcurrently(windows, concurrentReads, async ({ part, window }) => {
    const lines = await readWindow(window, part.sizeBytes, (range) => objects.read(part.key, range));
    return { file: part.file, lines: lines.map(({ text, offset }) => ({ text, place: offset })) };
  });
  return { batches: batches.filter(({ lines }) => lines.length > 0), recordCount, sizeBytes };
};

/** Batches make the spread of a measurement. */
const recordsPerBatch = 5;

/** A sample of records that somebody has given, numbered from 1. */
export const sampleOfRecords = (records: readonly unknown[]): Sample => {
  const lines = records.map((record, index) => ({ text: JSON.stringify(record), place: index + 1 }));
  const batches = Array.from({ length: Math.ceil(lines.length / recordsPerBatch) }, (_, index) => ({
    file: 'records',
    lines: lines.slice(index * recordsPerBatch, (index + 1) * recordsPerBatch),
  }));
  const sizeBytes = batches.reduce((total, batch) => total + bytesOf(batch), 0);
  return { batches, recordCount: records.length, sizeBytes };
};

/** Bytes of a batch in its file, line ends included. */
export const bytesOf = ({ lines }: SampleBatch): number =>
  lines.reduce((total, { text }) => total + Buffer.byteLength(text) + 1, 0);
