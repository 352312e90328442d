import { GetQueueUrlCommand, SendMessageCommand, SQSClient, type SQSClientConfig } from '@aws-sdk/client-sqs';
import { SluiceError } from '../errors/sluice-error.ts';
import { awsFailure } from './aws-failure.ts';

/** Puts a message on the command queue and gives its id. */
export type CommandSender = (body: string) => Promise<string>;

/** A queue by its address, or by its name on a server. */
type CommandQueue =
  | { readonly url: string }
  | {
      readonly name: string;
      readonly server: Pick<SQSClientConfig, 'credentials' | 'endpoint'> & { readonly region: string };
    };

/** The sender throws SluiceError ModelArts.72010021 when the queue does not take a message. */
export const openCommandQueue =
  (queue: CommandQueue): CommandSender =>
  async (body) => {
    const client = new SQSClient('server' in queue ? { ...queue.server, maxAttempts: 2 } : {});
    try {
      const QueueUrl = 'url' in queue ? queue.url : await urlOf(client, queue.name);
      const { MessageId = '' } = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
      return MessageId;
    } catch (cause) {
      const reason = `the queue did not take the message (${awsFailure(cause)?.name ?? 'unknown'})`;
      throw new SluiceError('ModelArts.72010021', { service: 'command queue', reason }, { cause });
    } finally {
      client.destroy();
    }
  };

const urlOf = async (client: SQSClient, QueueName: string): Promise<string> =>
  (await client.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? '';
