import type { ConnectionManifest } from './connection-manifest.ts';
import type { MediaCounts } from './dataset.ts';
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
  /** What its stages do, in order; absent where one stage does the whole recipe and the next one publishes. */
  readonly stages?: readonly RefiningStage[];
  /** Memory that a partition of keys may take. */
  readonly keyPartitionBytes?: number;
  /** Of a recipe that asks a model. */
  readonly asking?: AskingLimits;
  /** Earlier data sets that operators compare records with. */
  readonly references?: readonly Reference[];
}

/** What the shards of a run have together that asks a model. */
export interface AskingLimits {
  /** Requests that one shard has under way at once. */
  readonly shardConcurrency: number;
  readonly shardsAtOnce: number;
  /** Bytes of a slice of the source. */
  readonly sliceBytes: number;
  /** Records that are made at most; absent where there can't be more. */
  readonly recordCount?: number;
  /** Tokens that may be used. */
  readonly tokenCount?: number;
  /** First questions are asked by the batch: a shard asks all of its own at once, and may be postponed. */
  readonly isBatched?: boolean;
  /** Slices that get a share of what may be made and used; all by default. */
  readonly shareCount?: number;
}

/** What a stage of a refining run does of its recipe; steps and stages are named by their places. */
export type RefiningStage = RecordStage | KeyStage | { readonly kind: 'publish' };

/** What is done with the keys that an earlier stage has written. Where one worker can take all groups there are two such stages, else four. */
export type KeyStage = PairStage | ClusterStage | NumberStage | MemberStage | VerdictStage;

/** Finds out which records belong together. */
export interface PairStage extends KeyStagePlace {
  readonly kind: 'group';
  readonly part?: undefined;
  /** Records that are judged by one worker, where one can't take all of them. */
  readonly blockRecords?: number;
}

/** Makes groups of all pairs and decides which records go. */
export interface ClusterStage extends KeyStagePlace {
  readonly kind: 'cluster';
  readonly part?: undefined;
  readonly groupStage: number;
}

/** Numbers the groups of all pairs. */
export interface NumberStage extends KeyStagePlace {
  readonly kind: 'cluster';
  readonly part: 'numbers';
  readonly groupStage: number;
  readonly blockRecords: number;
}

/** Brings together what is known of the members of groups, a block of records a shard. */
export interface MemberStage extends KeyStagePlace {
  readonly kind: 'group';
  readonly part: 'members';
  readonly groupStage: number;
  readonly numberStage: number;
  readonly blockRecords: number;
}

/** Decides which records go: each shard has as many groups as the others. */
export interface VerdictStage extends KeyStagePlace {
  readonly kind: 'cluster';
  readonly part: 'verdicts';
  readonly memberStage: number;
}

interface KeyStagePlace {
  readonly step: number;
  readonly keysStage: number;
}

/** Runs steps over records, one record at a time. */
export interface RecordStage {
  readonly kind: 'refine' | 'media';
  /** The steps [from, to). */
  readonly from: number;
  readonly to: number;
  /** Where the records come from: the source, or what an earlier stage has written. */
  readonly input: 'source' | number;
  /** Steps before `from` that are run again, since the source is read again. */
  readonly repeatedFrom?: number;
  /** The records that are left out. */
  readonly drops?: { readonly step: number; readonly keysStage: number; readonly clusterStage: number };
  /** The step whose keys are written of the records that are left. */
  readonly keysOf?: number;
  /** Whether the records that are left are written. */
  readonly isWritten: boolean;
}

export interface Reference {
  readonly step: number;
  readonly dataset: string;
  readonly version: number;
  readonly manifestKey: string;
  /** Of the version; absent in specs from before it was needed. */
  readonly sizeBytes?: number;
  readonly recordCount?: number;
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
  /** Of the output, where a later stage reads it. */
  readonly crc32?: number;
  /** What is compared of the records that left the stage: a section for each partition, then the table of records. */
  readonly keys?: ShardKeys;
  /** Pairs of records that belong together, by the blocks of their records. */
  readonly edges?: Sections;
  /** Of records that are in a group its number: a section for each block. */
  readonly numbers?: Sections;
  /** What is known of records that are in a group: a section for each shard that judges groups. */
  readonly members?: Sections;
  /** Records that go: a section for each shard that has made keys. */
  readonly drops?: Sections;
  /** Media files that the shard has put into the version. */
  readonly media?: MediaCounts;
  readonly seconds: number;
  readonly validation?: ShardValidation;
}

/** An object whose parts are read one by one: where each ends, and its CRC-32. */
export interface Sections {
  readonly key: string;
  readonly sections: readonly (readonly [end: number, crc32: number])[];
}

export interface ShardKeys extends Sections {
  /** File of the source that the records come from. */
  readonly file: string;
  /** Records that left the stage, with and without a key. */
  readonly recordCount: number;
  /** Set where they are of an earlier data set and can't go. */
  readonly reference?: { readonly dataset: string; readonly version: number };
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
