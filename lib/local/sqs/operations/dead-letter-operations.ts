import * as z from 'zod';
import { defineOperation, loadQueue } from './define-operation.ts';
import { pageOf, pageShape } from './page-of.ts';

export const ListDeadLetterSourceQueues = defineOperation(
  z.object({ QueueUrl: z.string(), ...pageShape }),
  (input, context) => {
    const { name } = loadQueue(context, input.QueueUrl);
    const sources = context.store
      .queues()
      .filter(({ settings }) => settings.redrive?.deadLetterQueue === name);
    const { items, nextToken } = pageOf(sources.map(context.urlOf), input);
    return { queueUrls: items, NextToken: nextToken };
  },
);

export const StartMessageMoveTask = defineOperation(
  z.object({
    SourceArn: z.string(),
    DestinationArn: z.string().optional(),
    MaxNumberOfMessagesPerSecond: z.int().min(1).max(500).optional(),
  }),
  (
    { SourceArn: source, DestinationArn: destination, MaxNumberOfMessagesPerSecond: rate },
    { store, moveTasks },
  ) => ({
    TaskHandle: moveTasks.start({
      source: store.loadByArn(source),
      destination: destination === undefined ? undefined : store.loadByArn(destination),
      messagesPerSecond: rate,
    }),
  }),
);

export const CancelMessageMoveTask = defineOperation(
  z.object({ TaskHandle: z.string() }),
  (input, { moveTasks }) => ({
    ApproximateNumberOfMessagesMoved: moveTasks.cancel(input.TaskHandle),
  }),
);

export const ListMessageMoveTasks = defineOperation(
  z.object({ SourceArn: z.string(), MaxResults: z.int().min(1).max(10).default(1) }),
  (input, { store, moveTasks }) => {
    const source = store.loadByArn(input.SourceArn);
    const tasks = moveTasks.of(source).slice(0, input.MaxResults);
    return {
      Results: tasks.map((task) => ({
        TaskHandle: task.status === 'RUNNING' ? task.handle : undefined,
        Status: task.status,
        SourceArn: store.arnOf(task.source),
        DestinationArn: task.destination && store.arnOf(task.destination),
        MaxNumberOfMessagesPerSecond: task.messagesPerSecond,
        ApproximateNumberOfMessagesMoved: task.movedCount,
        ApproximateNumberOfMessagesToMove: task.toMoveCount,
        FailureReason: task.failureReason,
        StartedTimestamp: task.startedAt,
      })),
    };
  },
);
