import * as z from 'zod';
import { createQueue, setQueueAttributes } from '../change-queue.ts';
import type { Queue } from '../queue.ts';
import { DEFAULT_QUEUE_ATTRIBUTES, isQueueAttribute } from '../queue-attributes.ts';
import type { QueueStore } from '../queue-store.ts';
import { SqsError } from '../sqs-error.ts';
import { defineOperation, loadQueue } from './define-operation.ts';
import { pageOf, pageShape } from './page-of.ts';

const texts = z.record(z.string(), z.string());
const queueUrl = z.object({ QueueUrl: z.string() });

export const CreateQueue = defineOperation(
  z.object({ QueueName: z.string(), Attributes: texts.default({}), tags: texts.default({}) }),
  ({ QueueName: name, Attributes: attributes, tags }, { store, urlOf }) => ({
    QueueUrl: urlOf(createQueue(store, { name, attributes, tags })),
  }),
);

export const GetQueueUrl = defineOperation(
  z.object({ QueueName: z.string() }),
  (input, { store, urlOf }) => ({
    QueueUrl: urlOf(store.load(input.QueueName)),
  }),
);

export const ListQueues = defineOperation(
  z.object({ QueueNamePrefix: z.string().default(''), ...pageShape }),
  (input, { store, urlOf }) => {
    const queues = store.queues().filter(({ name }) => name.startsWith(input.QueueNamePrefix));
    const { items, nextToken } = pageOf(queues.map(urlOf), input);
    return { QueueUrls: items, NextToken: nextToken };
  },
);

export const DeleteQueue = defineOperation(queueUrl, (input, context) => {
  context.store.deleteQueue(loadQueue(context, input.QueueUrl));
  return undefined;
});

export const PurgeQueue = defineOperation(queueUrl, (input, context) => {
  context.store.commit({ op: 'purged', queue: loadQueue(context, input.QueueUrl).name });
  return undefined;
});

export const SetQueueAttributes = defineOperation(
  z.object({ QueueUrl: z.string(), Attributes: texts }),
  (input, context) => {
    setQueueAttributes(context.store, loadQueue(context, input.QueueUrl), input.Attributes);
    return undefined;
  },
);

export const GetQueueAttributes = defineOperation(
  z.object({ QueueUrl: z.string(), AttributeNames: z.array(z.string()).default([]) }),
  (input, context) => {
    const all = attributesOf(context.store, loadQueue(context, input.QueueUrl));
    const { AttributeNames: names } = input;
    if (names.includes('All')) return { Attributes: all };
    const unknown = names.find((name) => !Object.hasOwn(all, name) && !isQueueAttribute(name));
    if (unknown !== undefined) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    return { Attributes: Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name))) };
  },
);

export const TagQueue = defineOperation(z.object({ QueueUrl: z.string(), Tags: texts }), (input, context) => {
  const queue = loadQueue(context, input.QueueUrl);
  context.store.commit({ op: 'tags-set', queue: queue.name, tags: { ...queue.tags, ...input.Tags } });
  return undefined;
});

export const UntagQueue = defineOperation(
  z.object({ QueueUrl: z.string(), TagKeys: z.array(z.string()) }),
  (input, context) => {
    const queue = loadQueue(context, input.QueueUrl);
    const tags = Object.fromEntries(
      Object.entries(queue.tags).filter(([name]) => !input.TagKeys.includes(name)),
    );
    context.store.commit({ op: 'tags-set', queue: queue.name, tags });
    return undefined;
  },
);

export const ListQueueTags = defineOperation(queueUrl, (input, context) => ({
  Tags: loadQueue(context, input.QueueUrl).tags,
}));

const attributesOf = (store: QueueStore, queue: Queue) => {
  queue.advance(store.clock.now());
  return {
    ...DEFAULT_QUEUE_ATTRIBUTES,
    ...queue.attributes,
    QueueArn: store.arnOf(queue),
    ApproximateNumberOfMessages: String(queue.visibleCount),
    ApproximateNumberOfMessagesNotVisible: String(queue.inFlightCount),
    ApproximateNumberOfMessagesDelayed: String(queue.delayedCount),
    CreatedTimestamp: secondsText(queue.createdAt),
    LastModifiedTimestamp: secondsText(queue.changedAt),
  };
};

const secondsText = (time: number): string => String(Math.floor(time / 1000));
