import type { RunSpec, ShardOutcome } from '../model/run-spec.ts';
import type { TextModels } from '../model/text-models.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { ObjectStore } from '../ports/object-store.ts';

/** What a worker has at hand. Not the table: workers never touch run state. */
export interface WorkPorts {
  readonly objects: ObjectStore;
  readonly log: Log;
  /** Text of a word list and the like, by the address that a recipe gives; bytes come as latin1. */
  readonly loadResource: (address: string, kind?: 'binary') => Promise<string>;
  /** The models that the deployment has configured; none by default. */
  readonly models?: TextModels;
  /** How long a shard may ask models; as long as suits a function by default. */
  readonly modelMilliseconds?: number;
  /** What reading documents takes; absent where none are read. */
  readonly documentReader?: DocumentReader;
}

export interface DocumentReader {
  /** The program that reads PDFs, as WebAssembly. */
  readonly loadPdfium: () => Promise<Uint8Array>;
  readonly clock: Clock;
  /** The files come from this machine and not from an object store. */
  readonly isLocal: boolean;
}

export interface StageContext<Spec extends RunSpec = RunSpec> {
  readonly spec: Spec;
  readonly stage: number;
}

/** The work of one kind of stage: repeatable, and deterministic but for the time that it takes. */
export interface StageWork {
  /** The list of shards; each element holds all that its worker must know. */
  plan(ports: WorkPorts, context: StageContext): Promise<readonly unknown[]>;
  /** Does one shard and gives its outcome, all other objects being written. */
  doShard(ports: WorkPorts, context: StageContext, shard: ShardTask): Promise<Omit<ShardOutcome, 'seconds'>>;
  /** Calls off what a shard has under way elsewhere that was postponed. */
  giveUp?(
    ports: WorkPorts,
    context: StageContext,
    shard: Pick<ShardTask, 'shard' | 'attempt'>,
  ): Promise<void>;
}

export interface ShardTask {
  readonly shard: number;
  readonly attempt: number;
  /** The shard's element of the plan. */
  readonly task: unknown;
}
