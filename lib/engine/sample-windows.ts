import type { DatasetPart } from '../model/dataset.ts';
import { shardRanges } from './shard-ranges.ts';

/** Takes the first `limit` of the lines whose first byte lies in [start, end). */
export interface SampleWindow {
  readonly start: number;
  readonly end: number;
  readonly limit: number;
}

/** Places that a sample is taken from. More would be more even; each is a request of its own. */
const usualWindows = 20;

/** Lines of a window are in memory together. */
const mostLines = 1000;
const mostBytes = 4 * 1024 ** 2;

/**
 * Where to take `sampleCount` records from, for each part: windows spread evenly over the data's bytes, so that a sample
 * is more than the head. Depends on the arguments alone. Where records are long, a window may hold fewer than it is to
 * give; a sample of all records takes them all.
 */
export const sampleWindows = (
  parts: readonly Pick<DatasetPart, 'sizeBytes' | 'recordCount'>[],
  sampleCount: number,
): readonly (readonly SampleWindow[])[] => {
  const totalBytes = sum(parts.map(({ sizeBytes }) => sizeBytes));
  const totalRecords = sum(parts.map(({ recordCount }) => recordCount));
  let bytesBefore = 0;
  return parts.map(({ sizeBytes, recordCount }) => {
    const limit =
      shareUntil(bytesBefore + sizeBytes, totalBytes, sampleCount) -
      shareUntil(bytesBefore, totalBytes, sampleCount);
    bytesBefore += sizeBytes;
    if (sampleCount >= totalRecords || limit >= recordCount) return wholePart(sizeBytes, recordCount);
    const evenCount = Math.round((usualWindows * sizeBytes) / totalBytes);
    const windowCount = Math.min(limit, Math.max(1, evenCount, Math.ceil(limit / mostLines)));
    return Array.from({ length: windowCount }, (_, index) => ({
      start: Math.floor((index * sizeBytes) / windowCount),
      end: Math.floor(((index + 1) * sizeBytes) / windowCount),
      limit: shareUntil(index + 1, windowCount, limit) - shareUntil(index, windowCount, limit),
    }));
  });
};

const wholePart = (sizeBytes: number, recordCount: number): readonly SampleWindow[] =>
  recordCount === 0
    ? []
    : shardRanges(sizeBytes, mostBytes).map(({ start, end }) => ({ start, end, limit: recordCount }));

/** How much of `count` falls to the first `part` of `whole`; rounded up, so that the first part is never left out. */
const shareUntil = (part: number, whole: number, count: number): number => Math.ceil((part * count) / whole);

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
