import type { SQSClient } from '@aws-sdk/client-sqs';
import type { StageKind, WorkMessage } from '../model/run.ts';
import type { WorkQueue } from '../ports/queues.ts';
import { sendAll } from './sqs-send-all.ts';

const concurrency = 16;

/** Work on standard queues, one for each kind of stage, that share fairly among runs: a run is a message group. */
export class SqsWorkQueue implements WorkQueue {
  readonly #client: SQSClient;
  readonly #urlOf: (kind: StageKind) => string;

  constructor(client: SQSClient, urlOf: (kind: StageKind) => string) {
    this.#client = client;
    this.#urlOf = urlOf;
  }

  async send(messages: readonly WorkMessage[], delaySeconds = 0): Promise<void> {
    for (const [kind, ofKind] of Map.groupBy(messages, (message) => message.kind)) {
      const entries = ofKind.map((message) => ({
        MessageBody: JSON.stringify(message),
        MessageGroupId: message.runId,
        ...(delaySeconds === 0 ? {} : { DelaySeconds: delaySeconds }),
      }));
      await sendAll(this.#client, this.#urlOf(kind), { entries, concurrency });
    }
  }
}
