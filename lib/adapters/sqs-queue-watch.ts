import { setTimeout as delay } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  ReceiveMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { QueuedWork, QueueView, QueueWatch, SampledMessage } from '../doctor/queue-watch.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import { serviceCall } from './service-call.ts';

export interface WatchedQueue {
  readonly url: string;
  readonly workOf?: QueuedWork;
}

interface Queue extends WatchedQueue {
  readonly name: string;
  readonly arn: string;
  readonly messageCount: number;
  /** Name of the queue of its dead letters. */
  readonly deadLetters: string | undefined;
}

const redrivePolicy = z.object({ deadLetterTargetArn: z.string() });

const moveLookMs = 500;

/** Queues over SQS: those that are named, and those of their dead letters. */
export class SqsQueueWatch implements QueueWatch {
  readonly #client: SQSClient;
  readonly #watched: readonly WatchedQueue[];

  constructor(client: SQSClient, watched: readonly WatchedQueue[]) {
    this.#client = client;
    this.#watched = watched;
  }

  async list(): Promise<readonly QueueView[]> {
    const queues = await this.#queues();
    return Promise.all(
      queues.map(async (queue): Promise<QueueView> => {
        const deadLettersOf = queues
          .filter(({ deadLetters }) => deadLetters === queue.name)
          .map(({ name }) => name);
        const isWorked = queue.deadLetters !== undefined;
        const isSampled = deadLettersOf.length > 0 && !isWorked && queue.messageCount > 0;
        return {
          name: queue.name,
          ...(queue.workOf === undefined ? {} : { workOf: queue.workOf }),
          deadLettersOf,
          isWorked,
          messageCount: queue.messageCount,
          sample: isSampled ? await this.#sample(queue.url) : [],
        };
      }),
    );
  }

  async redrive(name: string): Promise<number> {
    const queues = await this.#queues();
    const dead = queues.find((queue) => queue.name === name);
    if (dead === undefined) throw new RangeError(`no queue is called ${name}`);
    const sources = queues.filter(({ deadLetters }) => deadLetters === name);
    // Letters that a function has put there itself do not know where they came from.
    const DestinationArn = sources.length === 1 ? sources[0]?.arn : undefined;
    const start = new StartMessageMoveTaskCommand({ SourceArn: dead.arn, DestinationArn });
    await serviceCall('queue', this.#client.send(start));
    return this.#whenMoved(dead.arn);
  }

  async #whenMoved(SourceArn: string): Promise<number> {
    for (;;) {
      const look = new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 });
      const [task] = (await serviceCall('queue', this.#client.send(look))).Results ?? [];
      if (task?.Status === 'FAILED') {
        const reason = task.FailureReason ?? 'unknown';
        throw new SluiceError('ModelArts.72020092', { service: 'queue', reason });
      }
      if (task?.Status !== 'RUNNING') return Number(task?.ApproximateNumberOfMessagesMoved ?? 0);
      await delay(moveLookMs);
    }
  }

  /** Breadth first, each once. */
  async #queues(): Promise<readonly Queue[]> {
    const byUrl = new Map<string, Queue>();
    let next: readonly WatchedQueue[] = this.#watched;
    while (next.length > 0) {
      const found = await Promise.all(next.map((queue) => this.#describe(queue)));
      for (const queue of found) byUrl.set(queue.url, queue);
      const deadLetterUrls = found.flatMap(({ url, deadLetters }) =>
        deadLetters === undefined ? [] : [siblingUrl(url, deadLetters)],
      );
      next = [...new Set(deadLetterUrls)].filter((url) => !byUrl.has(url)).map((url) => ({ url }));
    }
    return [...byUrl.values()];
  }

  async #describe(queue: WatchedQueue): Promise<Queue> {
    const get = new GetQueueAttributesCommand({ QueueUrl: queue.url, AttributeNames: ['All'] });
    const { Attributes: attributes = {} } = await serviceCall('queue', this.#client.send(get));
    const policy = attributes['RedrivePolicy'];
    const target = policy ? redrivePolicy.parse(JSON.parse(policy)).deadLetterTargetArn : undefined;
    return {
      ...queue,
      name: queue.url.slice(queue.url.lastIndexOf('/') + 1),
      arn: attributes['QueueArn'] ?? '',
      messageCount:
        Number(attributes['ApproximateNumberOfMessages'] ?? 0) +
        Number(attributes['ApproximateNumberOfMessagesNotVisible'] ?? 0) +
        Number(attributes['ApproximateNumberOfMessagesDelayed'] ?? 0),
      deadLetters: target?.slice(target.lastIndexOf(':') + 1),
    };
  }

  /** Looks at some messages and leaves them where they are. */
  async #sample(QueueUrl: string): Promise<readonly SampledMessage[]> {
    const receive = new ReceiveMessageCommand({
      QueueUrl,
      MaxNumberOfMessages: 10,
      VisibilityTimeout: 0,
      MessageSystemAttributeNames: ['SentTimestamp'],
      MessageAttributeNames: ['ErrorCode', 'ErrorMessage'],
    });
    const { Messages = [] } = await serviceCall('queue', this.#client.send(receive));
    return Messages.map(({ Attributes, MessageAttributes }) => {
      const code = MessageAttributes?.['ErrorCode']?.StringValue;
      const message = MessageAttributes?.['ErrorMessage']?.StringValue ?? '';
      return {
        sentAt: Number(Attributes?.SentTimestamp ?? 0),
        ...(code === undefined ? {} : { error: { code, message } }),
      };
    });
  }
}

/** A queue of dead letters is in the account and region of its source. */
const siblingUrl = (url: string, name: string): string => url.slice(0, url.lastIndexOf('/') + 1) + name;
