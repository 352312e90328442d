import type { SQSClient } from '@aws-sdk/client-sqs';
import type { RunNotice } from '../model/run-notice.ts';
import type { NoticeMessage, NoticeRetries } from '../notices/notice-message.ts';
import type { NoticeQueue } from '../ports/queues.ts';
import { sendAll } from './sqs-send-all.ts';

const retryDelaySeconds = 5;
const concurrency = 4;

/** Notices on a standard queue, on their way to whoever wants to hear. */
export class SqsNoticeQueue implements NoticeQueue {
  readonly #client: SQSClient;
  readonly #url: string;
  /** For those who could not be told when the others were. */
  readonly retries: NoticeRetries = {
    send: (message) => this.#send([message], retryDelaySeconds),
  };

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  send(notices: readonly RunNotice[]): Promise<void> {
    return this.#send(
      notices.map((notice) => ({ notice })),
      0,
    );
  }

  #send(messages: readonly NoticeMessage[], DelaySeconds: number): Promise<void> {
    const entries = messages.map((message) => ({ MessageBody: JSON.stringify(message), DelaySeconds }));
    return sendAll(this.#client, this.#url, { entries, concurrency });
  }
}
