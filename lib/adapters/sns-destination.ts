import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { RunNotice } from '../model/run-notice.ts';
import type { NoticeDestination } from '../notices/notice-destination.ts';
import { serviceCall } from './service-call.ts';

/** Publishes notices to a topic, with attributes that subscriptions can filter by. */
export class SnsDestination implements NoticeDestination {
  readonly name = 'topic';
  readonly #client: Pick<SNSClient, 'send'>;
  readonly #topicArn: string;

  constructor(topicArn: string, client: Pick<SNSClient, 'send'> = new SNSClient()) {
    this.#client = client;
    this.#topicArn = topicArn;
  }

  async deliver(notice: RunNotice): Promise<void> {
    const publish = new PublishCommand({
      TopicArn: this.#topicArn,
      Message: JSON.stringify(notice),
      MessageAttributes: { type: text(notice.type), workspace: text(notice.workspace) },
    });
    await serviceCall('topic', this.#client.send(publish));
  }
}

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
