import { SluiceError } from '../../errors/sluice-error.ts';
import { annotationFile } from '../../formats/media-annotation.ts';
import { readShardLines } from '../../formats/read-shard-lines.ts';
import { LIMITS } from '../../model/limits.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { createAnnotationJudge, isAnnotated } from './annotation-lines.ts';
import type { MediaUpload } from './media-upload.ts';

/** Lines of the annotations, by the places of their bytes. */
export interface LineRange {
  readonly start: number;
  readonly end: number;
  /** From 1. */
  readonly firstLine: number;
}

interface PlacedLines {
  readonly ranges: readonly LineRange[];
  /** The files that some line names. */
  readonly named: ReadonlySet<string>;
}

/**
 * Cuts the annotations of an upload where one worker's share of files is full.
 * @throws SluiceError ModelArts.72060050 at a line that is too long to be read
 */
export const placeLines = async (
  objects: ObjectStore,
  { files, annotation, type }: MediaUpload,
): Promise<PlacedLines> => {
  const named = new Set<string>();
  if (annotation === undefined) return { ranges: [], named };
  const { key, sizeBytes } = annotation;
  const judge = createAnnotationJudge(type, files);
  const shares = createShares();
  let offset = 0;
  const read = (range: { readonly start: number; readonly end: number }) => objects.read(key, range);
  for await (const batch of readShardLines({ read, start: 0, end: sizeBytes, sizeBytes })) {
    for (const line of batch.lines) {
      // Its bytes are not there, so the places of those behind it are not known.
      if (line.problem === 'line_too_long') {
        const details = { file: annotationFile, line: line.line, reason: line.problem };
        throw new SluiceError('ModelArts.72060050', details);
      }
      const judged = judge(batch, line);
      if (isAnnotated(judged)) named.add(judged.upload.file);
      const fileBytes = isAnnotated(judged) ? judged.upload.sizeBytes : 0;
      shares.add({ start: offset + line.start, line: line.line, fileBytes });
    }
    offset += batch.bytes.length;
  }
  return { ranges: shares.ranges(sizeBytes), named };
};

/** Collects where each share of lines starts. */
const createShares = () => {
  const starts: { readonly start: number; readonly firstLine: number }[] = [];
  let [count, bytes] = [0, 0];
  return {
    add: (line: { readonly start: number; readonly line: number; readonly fileBytes: number }): void => {
      const isFull = count >= LIMITS.mediaShardFiles || bytes + line.fileBytes > LIMITS.mediaShardBytes;
      if (starts.length === 0 || (count > 0 && isFull)) {
        starts.push({ start: line.start, firstLine: line.line });
        [count, bytes] = [0, 0];
      }
      count++;
      bytes += line.fileBytes;
    },
    ranges: (sizeBytes: number): readonly LineRange[] =>
      starts.map((share, index) => ({ ...share, end: starts[index + 1]?.start ?? sizeBytes })),
  };
};
