import { shardRanges } from '../engine/shard-ranges.ts';
import { fileFormat } from '../formats/file-format.ts';
import type { ImportSpec } from '../model/run-spec.ts';

/** A slice of an uploaded file, or a whole JSON file, which can't be cut. */
export interface FileSlice {
  readonly key: string;
  readonly file: string;
  readonly sizeBytes: number;
  readonly start: number;
  readonly end: number;
  readonly etag: string;
}

/** The slices of an upload's files, in the files' order: what the validation's shards are. */
export const slicesOf = ({ files, shardBytes }: ImportSpec): readonly FileSlice[] =>
  files.flatMap(({ key, file, sizeBytes, etag }) => {
    const ranges =
      fileFormat(file) === 'array' ? [{ start: 0, end: sizeBytes }] : shardRanges(sizeBytes, shardBytes);
    return ranges.map(({ start, end }) => ({ key, file, sizeBytes, etag, start, end }));
  });
