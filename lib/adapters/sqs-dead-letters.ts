import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { RefusedCommands } from '../commands/refused-commands.ts';
import { requiredSetting } from '../config.ts';
import type { RunError } from '../model/run.ts';
import type { DeadNotices } from '../notices/dead-notices.ts';
import { serviceCall } from './service-call.ts';

interface DeadLetter {
  readonly body: string;
  readonly error: RunError;
  /** Of the message that it is, where it is a message as it came. */
  readonly messageId?: string;
}

const longestMessage = 1000;

/** Messages that can't be done, on a queue of dead letters: the body, and the reason as message attributes. */
export class SqsDeadLetters {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async keep({ body, error, messageId }: DeadLetter): Promise<void> {
    const send = new SendMessageCommand({
      QueueUrl: this.#url,
      MessageBody: body,
      MessageAttributes: {
        ErrorCode: text(error.code),
        ErrorMessage: text(messageOf(error)),
        ...(messageId === undefined ? {} : { MessageId: text(messageId) }),
      },
    });
    await serviceCall('queue', this.#client.send(send));
  }
}

/** The dead letters of commands that the deployment names. */
export const openRefusedCommands = (): RefusedCommands =>
  new SqsDeadLetters(new SQSClient({}), requiredSetting('COMMAND_DEAD_LETTERS_URL'));

/** The dead letters of notices that the deployment names. */
export const openDeadNotices = (): DeadNotices => {
  const letters = new SqsDeadLetters(new SQSClient({}), requiredSetting('NOTICE_DEAD_LETTERS_URL'));
  return { keep: (message, error) => letters.keep({ body: JSON.stringify(message), error }) };
};

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

/** SQS refuses control characters, and field names may hold any. */
const messageOf = ({ message, details }: RunError): string => {
  const reason = details['reason'];
  return (reason === undefined ? message : `${message} ${reason}`)
    .slice(0, longestMessage)
    .replace(/\p{C}/gu, '?');
};
