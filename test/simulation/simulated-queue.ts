import {
  MemoryQueue,
  type QueueSettings,
  type ReceivedMessage,
} from '../../lib/ports/memory/memory-queue.ts';
import type { Life, World } from './life.ts';

export interface SimulatedQueueOptions<Message> extends QueueSettings<Message> {
  readonly name: string;
  readonly batchSize: number;
  /** Processes that take from the queue at once. */
  readonly concurrency: number;
  /** Whether a message may get lost; those that nobody would ever send again may not. */
  readonly mayLose: (message: Message) => boolean;
  readonly onLost: (message: Message) => void;
  readonly describe: (message: Message) => string;
  /** Starts a process on a batch; it is told to be over when it has ended or died. */
  readonly start: (batch: readonly ReceivedMessage<Message>[], over: () => void) => void;
}

/** A queue between processes, whose messages get lost, come late, twice or in another order. */
export interface SimulatedQueue<Message> {
  /** As a process sends: in part, if it fails or dies on the way. */
  sendFrom(life: Life, messages: readonly Message[], delaySeconds?: number): Promise<void>;
  /** As the cloud itself sends: without fail. */
  put(messages: readonly Message[], delayMs?: number): void;
  acknowledge(received: ReceivedMessage<Message>): void;
  isEmpty(): boolean;
  readonly deadLetters: readonly Message[];
}

const lateMs = 150_000;

export const createSimulatedQueue = <Message>(
  { time, random, faults, note }: World,
  options: SimulatedQueueOptions<Message>,
): SimulatedQueue<Message> => {
  const queue = new MemoryQueue<Message>(time, options);
  const visibilityMs = options.visibilityTimeoutSeconds * 1000;
  let busyCount = 0;

  const pump = (): void => {
    while (busyCount < options.concurrency) {
      const batch = queue.receive(options.batchSize);
      if (batch.length === 0) return;
      busyCount++;
      time.after(visibilityMs, pump);
      let isOver = false;
      options.start(batch, () => {
        if (isOver) return;
        isOver = true;
        busyCount--;
        pump();
      });
    }
  };

  const store = (message: Message, delayMs: number): void => {
    void queue.send([message], delayMs / 1000);
    time.after(delayMs, pump);
  };

  /** A while on its way, a long one for some. */
  const transitMs = (): number => {
    if (faults.strikes('late')) return random.between(1000, lateMs);
    return faults.strikes('reordered') ? random.between(100, 3000) : random.between(1, 20);
  };

  const deliver = (message: Message, delayMs: number): void => {
    if (options.mayLose(message) && faults.strikes('lost')) {
      note(options.name, `loses ${options.describe(message)}`);
      options.onLost(message);
      return;
    }
    store(message, delayMs + transitMs());
    if (faults.strikes('doubled')) store(message, delayMs + transitMs());
  };

  const put = (messages: readonly Message[], delayMs = 0): void => {
    for (const message of messages) deliver(message, delayMs);
  };

  return {
    put,
    sendFrom: async (life, messages, delaySeconds = 0) => {
      const described = messages.map(options.describe).join(', ');
      const cut = messages.length > 1 && life.strikes('partial-send') ? messages.length >> 1 : undefined;
      await life.call(
        `${options.name} ← ${described}`,
        async () => put(messages.slice(0, cut), delaySeconds * 1000),
        () => new Error(`${options.name} does not answer`),
      );
      if (cut === undefined) return;
      note(life.name, `has sent ${cut} of ${messages.length}`);
      if (random.chance(0.5)) await life.die('in the midst of a send');
      throw new Error(`${options.name} took a part only`);
    },
    acknowledge: (received) => {
      queue.acknowledge(received);
      // The next of a group may be waiting for this one.
      time.after(0, pump);
    },
    isEmpty: () => {
      queue.receive(0);
      return queue.size === 0 && busyCount === 0;
    },
    deadLetters: queue.deadLetters,
  };
};
