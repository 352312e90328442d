import type { Shape } from './dataset-type.ts';
import type { ErrorCode } from './error-code.ts';

/**
 * One execution of a connection or of a refining task. Small and bounded: everything that grows with the data
 * (shard lists, records, problems) lives in objects under `runs/<run>/`.
 */
export interface Run {
  readonly id: string;
  readonly kind: 'import' | 'refine';
  /** Imports: whether one bad record fails the run. */
  readonly mode: 'strict' | 'quarantine';
  /** Whether the version goes online. */
  readonly publish: boolean;
  readonly workspace: string;
  /** Who started it. */
  readonly user: string;
  /** The connection or task that this is a run of. */
  readonly parent: { readonly kind: 'connection' | 'task'; readonly id: string; readonly name: string };
  readonly status: RunStatus;
  /** In order; each ends before the next starts. */
  readonly stages: readonly StageSummary[];
  /** Index into `stages` of the one under way, or the last one that was. */
  readonly stageIndex: number;
  readonly output: { readonly dataset: string; readonly version: number };
  /** Shards of a stage that may be out with workers and queues at once: what keeps queues short, and shares fair. */
  readonly window: number;
  readonly createdAt: number;
  /** When it last made progress. */
  readonly updatedAt: number;
  /** When a person last had it go on after it had failed or been stopped. */
  readonly retriedAt?: number;
  /** When the sweep last sent its work again. */
  readonly sweptAt?: number;
  readonly endedAt?: number;
  /** Why it failed; `details` say where (file, line, field) but never what the record held. */
  readonly error?: RunError;
}

/** Twice the workers that serverless.yml allows a stage. */
export const DEFAULT_WINDOW = 1000;

export type RunStatus = 'running' | 'stopping' | 'succeeded' | 'failed' | 'stopped';

export interface RunError {
  readonly code: ErrorCode;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number>>;
}

export const STAGE_KINDS = ['validate', 'import', 'refine', 'group', 'cluster', 'media', 'publish'] as const;
export type StageKind = (typeof STAGE_KINDS)[number];

/** What lists show of a stage, and what `transition` needs to choose the next one. */
export interface StageSummary {
  readonly kind: StageKind;
  readonly status: 'waiting' | 'planning' | 'running' | 'done' | 'skipped';
  readonly shardCount: number;
  readonly doneCount: number;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Shards of it that may be out at once, where that is fewer than the run's window. */
  readonly window?: number;
}

/** Progress of one stage of one run: its own item, because it changes with every shard. */
export interface StageProgress {
  readonly runId: string;
  readonly stage: number;
  /** The stage whose end led to this one; absent where it is the one before. */
  readonly after?: number;
  /** Of the planning; from `firstAttempt`. */
  readonly attempt: number;
  /** Where attempts begin: 1, or above all earlier ones when the run has been retried. */
  readonly firstAttempt: number;
  readonly shardCount: number;
  /** Bit i of byte i >> 3 is set when shard i is done; base64 of ceil(shardCount / 8) bytes. */
  readonly doneBits: string;
  readonly doneCount: number;
  /** The attempt of each shard that is not done and not at its first. */
  readonly attemptByShard: Readonly<Record<string, number>>;
  /** The shards that wait for something outside, or have done so: their attempts meanwhile are none that failed. */
  readonly postponedByShard?: Readonly<Record<string, Postponement>>;
  /** Shards below this have been sent. */
  readonly sentCount: number;
  /** The latest additions to `sentCount`: where each began, and the shard whose end led to it. */
  readonly sends: readonly { readonly from: number; readonly by: number }[];
  /** Shards whose output was found damaged: their counts are in `result` already. */
  readonly redo: readonly number[];
  readonly result: StageResult;
}

/** How a shard has waited that was not done yet, for no fault of its own. Times in milliseconds since the epoch. */
export interface Postponement {
  readonly count: number;
  readonly since: number;
  /** When it is looked at again. */
  readonly until: number;
}

/** Counts of a shard, and their sum over a stage. Merging is commutative and associative. */
export interface StageResult {
  readonly recordCount: number;
  readonly rejectedCount: number;
  readonly sizeBytes: number;
  /** Of the published version: the shape of its records. */
  readonly format?: Shape | 'mixed';
  /** What the work took; absent in runs from before it was metered. */
  readonly usage?: Usage;
  /** By operator position in the stage. */
  readonly operators: readonly OperatorCounts[];
}

/** Resources that work has used, all attempts of failed shards left out. */
export interface Usage {
  /** Processor time × vCPUs of the function; its wall time where a worker has a core of its own. */
  readonly vcpuSeconds: number;
  /** Requests to the object store. */
  readonly requestCount: number;
  readonly readBytes: number;
  readonly writtenBytes: number;
}

export interface OperatorCounts {
  readonly operatorId: string;
  /** Its place in the recipe: several stages may do parts of one operator. Absent where one stage does all of them. */
  readonly step?: number;
  readonly inCount: number;
  readonly outCount: number;
  /** Records that the operator changed, labelled or dropped. */
  readonly hitCount: number;
  readonly changedByReason: Readonly<Record<string, number>>;
  readonly droppedByReason: Readonly<Record<string, number>>;
  readonly rejectedCount: number;
  readonly seconds: number;
  /** Of an operator that asks a model; absent where it asked nothing. */
  readonly asked?: ModelUse;
}

/** What was asked of a model. Tokens are those that its provider counts; of kept answers, what they took when they were new. */
export interface ModelUse {
  readonly answerCount: number;
  /** Of the answers, those that were kept from an earlier time. */
  readonly keptCount: number;
  readonly inputTokenCount: number;
  readonly outputTokenCount: number;
}

/** Unit of work on a work queue: plan a stage, or do one shard of it. Carries ids only. */
export interface WorkMessage {
  readonly runId: string;
  readonly stage: number;
  readonly kind: StageKind;
  /** `plan` writes the stage's shard list; a number is the shard to do. */
  readonly shard: 'plan' | number;
  readonly attempt: number;
  /** Nobody waits for it any more: what it has under way elsewhere is called off. */
  readonly isGivenUp?: true;
  /** Its output was damaged: what a worker remembers of the stage's objects may no longer be so. */
  readonly isRedo?: true;
}

/** What the coordinator is told: by workers about their messages, by people about a run. */
export type RunEvent = { readonly runId: string; readonly stage: number; readonly attempt: number } & (
  | { readonly type: 'stop-requested'; readonly user: string }
  /** Goes on with what a failed or stopped run has not done. */
  | { readonly type: 'retry-requested'; readonly user: string }
  /** Outputs of an earlier stage are not what its workers wrote; `sourceStage` is to do them again. */
  | { readonly type: 'shards-damaged'; readonly sourceStage: number; readonly shards: readonly number[] }
  | { readonly type: 'stage-planned'; readonly shardCount: number }
  | { readonly type: 'shard-succeeded'; readonly shard: number; readonly result: StageResult }
  /** The shard waits for something outside, such as a service that answers within hours; it is to be tried again then. */
  | { readonly type: 'shard-postponed'; readonly shard: number; readonly waitSeconds: number }
  | {
      readonly type: 'work-failed';
      readonly shard: 'plan' | number;
      readonly error: RunError;
      readonly isRetryable: boolean;
    }
);
