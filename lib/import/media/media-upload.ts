import { annotationFile } from '../../formats/media-annotation.ts';
import { isMediaType, type MediaType } from '../../model/dataset-type.ts';
import { LIMITS } from '../../model/limits.ts';
import type { ImportSpec, RunSpec, UploadedFile } from '../../model/run-spec.ts';
import { importSpec } from '../import-spec.ts';

/** An upload of pictures or videos. */
export interface MediaUpload {
  readonly spec: ImportSpec;
  readonly type: MediaType;
  /** In ascending order of their paths. */
  readonly files: readonly UploadedFile[];
  /** Absent when there is nothing said about them. */
  readonly annotation: UploadedFile | undefined;
}

export const isMediaImport = (spec: RunSpec): boolean =>
  spec.kind === 'import' && isMediaType(spec.manifest.datasetType);

export const mediaUpload = (runSpec: RunSpec): MediaUpload => {
  const spec = importSpec(runSpec);
  const { datasetType: type } = spec.manifest;
  if (!isMediaType(type)) throw new TypeError(`a media import of ${type}`);
  return {
    spec,
    type,
    files: spec.files.filter(({ file }) => file !== annotationFile),
    annotation: spec.files.find(({ file }) => file === annotationFile),
  };
};

/** Consecutive files, the last one not included: the work of one shard. */
export interface FileRange {
  readonly from: number;
  readonly to: number;
}

/** Cuts a list of files, given by their places, into ranges of a bounded count and, but for single files, bounded bytes. */
export const fileRanges = (sizes: readonly number[]): readonly FileRange[] => {
  const ranges: FileRange[] = [];
  let [from, bytes] = [0, 0];
  for (const [index, size] of sizes.entries()) {
    const isFull = index - from >= LIMITS.mediaShardFiles || bytes + size > LIMITS.mediaShardBytes;
    if (index > from && isFull) {
      ranges.push({ from, to: index });
      [from, bytes] = [index, 0];
    }
    bytes += size;
  }
  return from < sizes.length ? [...ranges, { from, to: sizes.length }] : ranges;
};
