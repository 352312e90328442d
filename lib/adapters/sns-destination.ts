import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { RunNotice } from '../model/run-notice.ts';
import type { Delivery, NoticeDestination } from '../notices/notice-destination.ts';

/** Publishes notices to a topic, with attributes that subscriptions can filter by. */
export class SnsDestination implements NoticeDestination {
  readonly name = 'topic';
  readonly #client: Pick<SNSClient, 'send'>;
  readonly #topicArn: string;

  constructor(topicArn: string, client: Pick<SNSClient, 'send'> = new SNSClient()) {
    this.#client = client;
    this.#topicArn = topicArn;
  }

  async deliver(notice: RunNotice): Promise<Delivery> {
    await this.#client.send(
      new PublishCommand({
        TopicArn: this.#topicArn,
        Message: JSON.stringify(notice),
        MessageAttributes: { type: text(notice.type), workspace: text(notice.workspace) },
      }),
    );
    return { kind: 'taken' };
  }
}

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
