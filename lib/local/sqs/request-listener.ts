import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { queueUrl } from '../manifest/find-address.ts';
import type { MoveTasks } from './move-tasks.ts';
import { OPERATIONS } from './operations/index.ts';
import type { QueueStore } from './queue-store.ts';
import { SqsError } from './sqs-error.ts';

// A batch of 1 MiB whose characters are all escaped, and room for the rest.
const largestRequestBytes = 8 * 1024 * 1024;

export interface ListenerOptions {
  readonly store: QueueStore;
  readonly moveTasks: MoveTasks;
  /** Hears of failures that are the server's own. */
  readonly onError: (error: unknown) => void;
}

/** Answers requests of the AWS JSON 1.0 protocol. An answer leaves only when what it tells is stored. */
export const requestListener =
  ({ store, moveTasks, onError }: ListenerOptions) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    const origin = `http://${request.headers.host ?? 'localhost'}`;
    try {
      const body = await readBody(request);
      const output = await operationOf(request)(body, {
        store,
        moveTasks,
        urlOf: ({ name }) => queueUrl(origin, name),
        signal: gone.signal,
      });
      await store.settled();
      reply(response, 200, output ?? {});
    } catch (error) {
      if (gone.signal.aborted) return;
      if (!(error instanceof SqsError)) onError(error);
      replyError(response, error instanceof SqsError ? error : INTERNAL_FAILURE);
    }
  };

const INTERNAL_FAILURE = new SqsError('InternalFailure', 'The server could not do this; its log tells why.');

const operationOf = (request: IncomingMessage) => {
  const [service, name = ''] = String(request.headers['x-amz-target']).split('.');
  const operation = service === 'AmazonSQS' ? OPERATIONS.get(name) : undefined;
  if (operation === undefined)
    throw new SqsError('UnsupportedOperation', `The operation ${name} is not supported.`);
  return operation;
};

const readBody = async (request: IncomingMessage): Promise<unknown> => {
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request) {
    sizeBytes += chunk.length;
    // The rest is read all the same, for a client that still sends does not hear an answer.
    if (sizeBytes <= largestRequestBytes) chunks.push(chunk);
  }
  if (sizeBytes > largestRequestBytes)
    throw new SqsError('SerializationException', 'The request is too long.');
  if (sizeBytes === 0) return {};
  try {
    return JSON.parse(UTF8.decode(Buffer.concat(chunks)));
  } catch {
    throw new SqsError('SerializationException', 'The request is not JSON in UTF-8.');
  }
};

const UTF8 = new TextDecoder('utf-8', { fatal: true });

const replyError = (response: ServerResponse, error: SqsError): void => {
  response.setHeader('x-amzn-query-error', error.queryErrorHeader);
  reply(response, error.status, { __type: `com.amazonaws.sqs#${error.code}`, message: error.message });
};

const reply = (response: ServerResponse, status: number, output: object): void => {
  const text = JSON.stringify(output);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
  });
  response.end(text);
};
