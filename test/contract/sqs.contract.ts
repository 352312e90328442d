import { afterAll, beforeAll, describe } from 'vitest';
import { itHandlesDeadLetters } from './sqs-dead-letters.contract.ts';
import { itHandlesFifo } from './sqs-fifo.contract.ts';
import type { SqsUnderTest } from './sqs-harness.ts';
import { itHandlesMessages } from './sqs-messages.contract.ts';
import { itHandlesQueues } from './sqs-queues.contract.ts';
import { itHandlesTime } from './sqs-time.contract.ts';

/** What every queue service that Sluice runs on must do. */
export const describeSqs = (name: string, create: () => Promise<SqsUnderTest>): void => {
  describe.concurrent(name, () => {
    let service: SqsUnderTest | undefined;
    beforeAll(async () => {
      service = await create();
    });
    afterAll(async () => {
      await service?.stop();
    });
    const client = () => {
      if (service === undefined) throw new Error('the service has not started');
      return service.client;
    };
    itHandlesQueues(client);
    itHandlesMessages(client);
    itHandlesTime(client);
    itHandlesFifo(client);
    itHandlesDeadLetters(client);
  });
};
