import type { ConnectionManifest } from './connection-manifest.ts';
import type { DatasetType, Shape } from './dataset-type.ts';
import type { Problem } from './problem.ts';
import type { Recipe } from './recipe.ts';
import type { StageResult } from './run.ts';

/** `runs/<run>/spec.json`: what a run is to do, written once when it is created; all that its workers know. */
export type RunSpec = ImportSpec | RefineSpec;

interface SpecBase {
  readonly run: string;
  readonly workspace: string;
  readonly output: { readonly dataset: string; readonly version: number };
  readonly shardBytes: number;
  readonly createdAt: number;
}

export interface ImportSpec extends SpecBase {
  readonly kind: 'import';
  readonly connection: string;
  readonly manifest: ConnectionManifest;
  readonly files: readonly UploadedFile[];
  /** Problems that a shard lists; it counts them all. */
  readonly keptProblems: number;
}

export interface UploadedFile {
  readonly key: string;
  /** Path inside the upload. */
  readonly file: string;
  readonly sizeBytes: number;
  readonly etag: string;
}

export interface RefineSpec extends SpecBase {
  readonly kind: 'refine';
  readonly task: string;
  readonly recipe: Recipe;
  readonly type: DatasetType;
  readonly format: Shape | 'mixed';
  /** Key of the source version's manifest. */
  readonly sourceManifestKey: string;
  /** Changed records that each operator keeps per shard; dropped and rejected records are all kept. */
  readonly keptChanges: number;
  /** Records taken from the start of the source; absent for all. */
  readonly sampleCount?: number;
}

/** `runs/<run>/<stage>/<shard>.<attempt>.json`: what came of a shard, written after its other objects. */
export interface ShardOutcome {
  readonly shard: number;
  readonly attempt: number;
  readonly result: StageResult;
  /** Absent when the shard has no output of its own. */
  readonly outputKey?: string;
  /** Of the output: line numbers at multiples of the shard size. */
  readonly checkpoints?: readonly { readonly offset: number; readonly line: number }[];
  /** Of the output as it was written or, when it is an uploaded object, checked: other content is not trusted. */
  readonly etag?: string;
  readonly seconds: number;
  readonly validation?: ShardValidation;
}

export interface ShardValidation {
  /** Lines whose first byte lies in the shard. */
  readonly lineCount: number;
  readonly recordCount: number;
  readonly rejectedCount: number;
  readonly problemCount: number;
  /** The first problems, at most `keptProblems`; lines count from the shard's start. */
  readonly problems: readonly Problem[];
  /** Copying the shard's bytes imports its records. */
  readonly isVerbatim: boolean;
  readonly countByShape: Readonly<Record<Shape, number>>;
}
