import { randomUUID } from 'node:crypto';
import type { Queue } from './queue.ts';
import { queueNameOfArn } from './queue-attributes.ts';
import type { QueueMessage } from './queue-message.ts';
import type { QueueStore } from './queue-store.ts';
import { moveMessage } from './receive-messages.ts';
import { SqsError } from './sqs-error.ts';

const chunkSize = 500;

/** Where dead letters are to be moved: to a queue, or each to the one that it came from. */
export interface MoveRequest {
  readonly source: Queue;
  readonly destination?: Queue | undefined;
  readonly messagesPerSecond?: number | undefined;
}

/** The moving of the dead letters that were there when it began. */
export interface MoveTask extends MoveRequest {
  readonly handle: string;
  readonly startedAt: number;
  readonly toMoveCount: number;
  status: 'RUNNING' | 'COMPLETED' | 'CANCELLED' | 'FAILED';
  movedCount: number;
  failureReason?: string;
}

/** The tasks that move dead letters back, newest first; they end with the server, and what they have moved stays. */
export class MoveTasks {
  readonly #store: QueueStore;
  readonly #tasks: MoveTask[] = [];
  readonly #cancelTimerByTask = new Map<MoveTask, () => void>();

  constructor(store: QueueStore) {
    this.#store = store;
  }

  /** @throws SqsError when the source is nobody's dead-letter queue, or a task is under way for it */
  start(request: MoveRequest): string {
    this.#check(request.source);
    const now = this.#store.clock.now();
    request.source.advance(now);
    const messages = [...request.source.messages()].filter(({ place }) => place === 'visible');
    const task: MoveTask = {
      ...request,
      handle: randomUUID(),
      startedAt: now,
      toMoveCount: messages.length,
      status: 'RUNNING',
      movedCount: 0,
    };
    this.#tasks.unshift(task);
    this.#run(task, messages.values());
    return task.handle;
  }

  /** Gives the number of messages that it had moved. */
  cancel(handle: string): number {
    const task = this.#tasks.find((one) => one.handle === handle && one.status === 'RUNNING');
    if (task === undefined) throw new SqsError('ResourceNotFoundException', 'There is no such active task.');
    this.#end(task, 'CANCELLED');
    return task.movedCount;
  }

  of(source: Queue): readonly MoveTask[] {
    return this.#tasks.filter((task) => task.source === source);
  }

  stop(): void {
    for (const cancelTimer of this.#cancelTimerByTask.values()) cancelTimer();
  }

  #check(source: Queue): void {
    const isForDeadLetters = this.#store
      .queues()
      .some(({ settings }) => settings.redrive?.deadLetterQueue === source.name);
    if (!isForDeadLetters) {
      const message = 'Source queue must be configured as a Dead Letter Queue.';
      throw new SqsError('InvalidParameterValue', message);
    }
    if (this.of(source).some(({ status }) => status === 'RUNNING')) {
      throw new SqsError('UnsupportedOperation', 'There is already a task running for this queue.');
    }
  }

  /** Moves some, then lets others have their turn before the next. */
  #run(task: MoveTask, messages: Iterator<QueueMessage>): void {
    for (let count = 0; count < (task.messagesPerSecond ?? chunkSize); count++) {
      const { value: message, done } = messages.next();
      if (done) {
        this.#end(task, task.failureReason === undefined ? 'COMPLETED' : 'FAILED');
        return;
      }
      this.#move(task, message);
    }
    const pauseMs = task.messagesPerSecond === undefined ? 0 : 1000;
    const cancelTimer = this.#store.clock.schedule(pauseMs, () => this.#run(task, messages));
    this.#cancelTimerByTask.set(task, cancelTimer);
  }

  #move(task: MoveTask, message: QueueMessage): void {
    // Meanwhile someone may have received or deleted it, or deleted the queue.
    if (message.place !== 'visible' || this.#store.find(task.source.name) !== task.source) return;
    const { deadLetterSourceArn } = message.stored;
    const origin =
      deadLetterSourceArn === undefined ? undefined : this.#store.find(queueNameOfArn(deadLetterSourceArn));
    const to = task.destination ?? origin;
    if (to === undefined) {
      task.failureReason = 'CouldNotDetermineMessageSource';
      return;
    }
    moveMessage(this.#store, message, { from: task.source, to });
    task.movedCount++;
  }

  #end(task: MoveTask, status: MoveTask['status']): void {
    task.status = status;
    this.#cancelTimerByTask.get(task)?.();
    this.#cancelTimerByTask.delete(task);
  }
}
