import { randomUUID } from 'node:crypto';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  type SendMessageCommandInput,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** A queue service under test. */
export interface SqsUnderTest {
  readonly client: SQSClient;
  stop(): Promise<void>;
}

/** Short ways to say what the tests of queues say all the time. */
export const sqsHarness = (client: SQSClient) => {
  const create = async (
    attributes: Record<string, string> = {},
    name: string = freshName(),
  ): Promise<string> => {
    const suffix = attributes['FifoQueue'] === 'true' ? '.fifo' : '';
    const { QueueUrl } = await client.send(
      new CreateQueueCommand({ QueueName: `${name}${suffix}`, Attributes: attributes }),
    );
    return present(QueueUrl);
  };
  const send = (url: string, body: string, options: Partial<SendMessageCommandInput> = {}) =>
    client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...options }));
  const receive = async (
    url: string,
    options: Partial<ReceiveMessageCommandInput> = {},
  ): Promise<readonly Message[]> => {
    const { Messages } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
        ...options,
      }),
    );
    return Messages ?? [];
  };
  const receiveOne = async (
    url: string,
    options: Partial<ReceiveMessageCommandInput> = {},
  ): Promise<Message> =>
    present((await receive(url, { MaxNumberOfMessages: 1, WaitTimeSeconds: 10, ...options }))[0]);
  const remove = (url: string, message: Message) =>
    client.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message.ReceiptHandle }));
  const attributes = async (url: string): Promise<Record<string, string>> => {
    const { Attributes } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
    );
    return Attributes ?? {};
  };
  /** A queue whose messages die after so many receipts, and the queue of its dead letters. */
  const createWithDeadLetters = async (maxReceiveCount: number, more: Record<string, string> = {}) => {
    const fifo: Record<string, string> = more['FifoQueue'] === 'true' ? { FifoQueue: 'true' } : {};
    const deadLetters = await create(fifo);
    const { QueueArn: deadLetterTargetArn } = await attributes(deadLetters);
    const source = await create({
      ...more,
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
    });
    return { source, deadLetters };
  };
  return { create, send, receive, receiveOne, remove, attributes, createWithDeadLetters };
};

/** A name that no other test uses. */
export const freshName = (): string => `t-${randomUUID().slice(0, 13)}`;

/** The name of the error that a promise rejects with. */
export const errorName = async (refused: Promise<unknown>): Promise<string> => {
  const error = await refused.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error instanceof Error ? error.name : 'no error';
};

/** A value that has to be there for the test to go on. */
export const present = <Value>(value: Value | undefined): Value => {
  if (value === undefined) throw new Error('expected a value');
  return value;
};
