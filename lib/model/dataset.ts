import type { DatasetType, Shape } from './dataset-type.ts';

/** A published file of a data set version. */
export interface DatasetPart {
  readonly key: string;
  /** What people know the part by: the uploaded file's path, or the part's own name. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly recordCount: number;
  /** Line numbers (from 1) at byte offsets, ascending, one every shard: makes line numbers of a slice absolute. */
  readonly checkpoints: readonly { readonly offset: number; readonly line: number }[];
}

/** Files that records name, and their bytes. */
export interface MediaCounts {
  readonly fileCount: number;
  readonly sizeBytes: number;
}

/** `datasets/<workspace>/<dataset>/v<n>/manifest.json`: all that a reader of the version needs. */
export interface DatasetManifest {
  readonly dataset: string;
  readonly version: number;
  readonly type: DatasetType;
  /** `mixed` when the files hold more than one shape. */
  readonly format: Shape | 'mixed';
  readonly recordCount: number;
  readonly sizeBytes: number;
  readonly parts: readonly DatasetPart[];
  /** Of pictures and videos: the files that the records name. */
  readonly media?: MediaCounts & { readonly prefix: string };
  readonly createdAt: number;
  readonly createdBy: { readonly run: string };
}
