import middy from '@middy/core';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { type CoordinatorPorts, coordinate } from '../engine/coordinate.ts';
import type { RunEvent } from '../model/run.ts';
import { returnSooner } from './return-sooner.ts';

/** The coordinator over its FIFO queue: a batch's events are applied together, in one commit a run. */
export const coordinateHandler = (ports: CoordinatorPorts) =>
  middy(async ({ Records: records }: SQSEvent): Promise<SQSBatchResponse> => {
    const events = records.map(({ body }) => JSON.parse(body) as RunEvent); // only workers can send to this queue
    const firstDeliveries = new Set(events.filter((_, index) => isFirstDelivery(records[index])));
    const { failed } = await coordinate(ports, events, firstDeliveries);
    const failedEvents = new Set(failed);
    const again = records.filter((_, index) => failedEvents.has(events[index] as RunEvent)); // one event a record
    await returnSooner(ports.log, again);
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  });

const isFirstDelivery = (record: SQSRecord | undefined): boolean =>
  record?.attributes.ApproximateReceiveCount === '1';
