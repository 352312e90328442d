import type { StageKind } from '../model/run.ts';

export type QueuedWork = StageKind | 'events';

/** A queue as it stands; the counts of a service under load are approximate. */
export interface QueueView {
  readonly name: string;
  /** The work that it holds, or the events that answer work, if it is such a queue. */
  readonly workOf?: QueuedWork;
  /** Names of the queues whose dead letters it takes. */
  readonly deadLettersOf: readonly string[];
  /** Whether a function does its messages, which then have dead letters of their own. */
  readonly isWorked: boolean;
  /** Messages that are there, with somebody, or delayed. */
  readonly messageCount: number;
  /** Some of the messages of a queue that nobody works. */
  readonly sample: readonly SampledMessage[];
}

export interface SampledMessage {
  /** When it was sent, milliseconds since the epoch. */
  readonly sentAt: number;
  /** Why it is here, where whoever put it here has said. */
  readonly error?: { readonly code: string; readonly message: string };
}

/** The queues of a deployment, seen from outside. */
export interface QueueWatch {
  list(): Promise<readonly QueueView[]>;
  /**
   * Moves dead letters back to the queue that they are of, or each to the one that it came from where they are of
   * several; gives how many.
   * @throws SluiceError ModelArts.72020092 when they could not all be moved
   */
  redrive(queue: string): Promise<number>;
}
