import type { ModelUse } from './run.ts';
import type { ChatAnswer } from './text-models.ts';

/** What an operator that asks a model asks of a whole run. */
export interface ModelDemand {
  /** Requests at once. */
  readonly concurrency: number;
  /** Records that it makes of one. */
  readonly madeOfOne: number;
  /** Records that it makes at most. */
  readonly recordCount?: number;
  /** Tokens that it may use. */
  readonly tokenCount?: number;
  /** Tokens that one answer may take. */
  readonly answerTokens?: number;
  /** Most of it is asked in batches, which nobody waits for. */
  readonly isBatched?: boolean;
  /** How long an answer usually takes. */
  readonly answerSeconds: number;
  /** Bytes of a record that one request holds; absent where one holds any. */
  readonly requestBytes?: number;
}

/** What a shard may ask of models; without limits where none are given. */
export interface ShareLimits {
  readonly concurrency?: number;
  readonly recordCount?: number;
  readonly tokenCount?: number;
  readonly signal?: AbortSignal;
  /** Whether the shard may be postponed; not by default. */
  readonly mayWait?: boolean;
}

/** What an operator that asks a model may use in one shard. What it has used is taken off. */
export interface ModelShare {
  /** Requests at once. */
  readonly concurrency: number;
  /** Records and tokens that are left; infinite where there is no limit. */
  readonly left: { records: number; tokens: number };
  /** Aborted when the shard has no time left. */
  readonly signal?: AbortSignal;
  /** Whether `Postponed` may be thrown, to be asked again later; not by default. */
  readonly mayWait?: boolean;
  /** Counts an answer. */
  note(answer: ChatAnswer): void;
  /** What has been counted. */
  use(): ModelUse;
  /** The operator can use no more records. */
  spend(): void;
  isSpent(): boolean;
}
