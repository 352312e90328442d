import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { RefusedCommand, RefusedCommands } from '../commands/refused-commands.ts';
import { requiredSetting } from '../config.ts';
import type { RunError } from '../model/run.ts';

const longestMessage = 1000;

/** Refused messages on a queue of dead letters: the body as it came, the reason as message attributes. */
export class SqsRefusedCommands implements RefusedCommands {
  readonly #client: SQSClient;
  readonly #url: string;

  constructor(client: SQSClient, url: string) {
    this.#client = client;
    this.#url = url;
  }

  async keep({ messageId, body, error }: RefusedCommand): Promise<void> {
    await this.#client.send(
      new SendMessageCommand({
        QueueUrl: this.#url,
        MessageBody: body,
        MessageAttributes: {
          ErrorCode: text(error.code),
          ErrorMessage: text(messageOf(error)),
          MessageId: text(messageId),
        },
      }),
    );
  }
}

/** The dead letters that the deployment names. */
export const openRefusedCommands = (): SqsRefusedCommands =>
  new SqsRefusedCommands(new SQSClient({}), requiredSetting('COMMAND_DEAD_LETTERS_URL'));

const text = (StringValue: string) => ({ DataType: 'String', StringValue });

/** SQS refuses control characters, and field names may hold any. */
const messageOf = ({ message, details }: RunError): string => {
  const reason = details['reason'];
  return (reason === undefined ? message : `${message} ${reason}`)
    .slice(0, longestMessage)
    .replace(/\p{C}/gu, '?');
};
