import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { TableDefinition } from '../manifest/service-manifest.ts';
import { dynamodbError } from './dynamodb-error.ts';
import { ensureTable } from './ensure-table.ts';
import { findDynoxide } from './find-dynoxide.ts';
import { KeptProcess } from './kept-process.ts';

export interface DynamodbOptions {
  /** Holds the database; one server at a time. */
  readonly directory: string;
  /** Any free port by default, or when it is 0. */
  readonly port?: number;
  /** Tables that are to be there. */
  readonly tables?: readonly TableDefinition[];
  /** The server's program; undefined where there is none for the platform. */
  readonly binary?: string | undefined;
}

export interface Dynamodb {
  readonly url: string;
  readonly port: number;
  /** The server's process now; undefined when it is not ours, or between two lives. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
  /** Hears each time that the server dies unasked, and why; it is started again. */
  onExit(listener: (reason: string) => void): void;
}

/**
 * Starts a DynamoDB server on this machine, as a child process that is started again if it dies. Where there is no
 * program for it, the endpoint that AWS_ENDPOINT_URL_DYNAMODB names serves instead.
 *
 * @throws SluiceError ModelArts.72060001 when there is neither, or the server does not start
 */
export const startDynamodb = async (options: DynamodbOptions): Promise<Dynamodb> => {
  const binary = 'binary' in options ? options.binary : findDynoxide();
  const dynamodb = binary === undefined ? configuredEndpoint() : await startProcess(binary, options);
  try {
    await ensureTables(dynamodb.url, options.tables ?? []);
    return dynamodb;
  } catch (error) {
    await dynamodb.stop();
    throw error;
  }
};

const startProcess = async (binary: string, { directory, port }: DynamodbOptions): Promise<Dynamodb> => {
  mkdirSync(directory, { recursive: true });
  const kept = new KeptProcess({
    binary,
    databasePath: join(directory, 'dynamodb.sqlite'),
    notePath: join(directory, 'dynamodb.pid'),
  });
  const actualPort = await kept.start(port || undefined);
  return {
    url: `http://127.0.0.1:${actualPort}`,
    port: actualPort,
    get pid() {
      return kept.pid;
    },
    stop: () => kept.stop(),
    onExit: (listener) => kept.onExit(listener),
  };
};

const configuredEndpoint = (): Dynamodb => {
  const url = process.env['AWS_ENDPOINT_URL_DYNAMODB'];
  if (url === undefined || url === '') {
    const platform = `${process.platform}-${process.arch}`;
    throw dynamodbError(
      'AWS_ENDPOINT_URL_DYNAMODB',
      `the package @dynoxide/linux-x64 has no DynamoDB server for ${platform}, or is not installed; ` +
        'set this variable to the address of a server that runs, such as http://127.0.0.1:8000',
    );
  }
  const { protocol, port } = new URL(url);
  const defaultPort = protocol === 'https:' ? 443 : 80;
  return {
    url,
    port: port === '' ? defaultPort : Number(port),
    pid: undefined,
    stop: async () => undefined,
    onExit: () => undefined,
  };
};

const ensureTables = async (endpoint: string, tables: readonly TableDefinition[]): Promise<void> => {
  if (tables.length === 0) return;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  const isOwn = new URL(endpoint).hostname === '127.0.0.1';
  const region = process.env['AWS_REGION'] ?? 'us-east-1';
  const client = new DynamoDBClient({ endpoint, region, ...(isOwn && { credentials }) });
  try {
    for (const table of tables) await ensureTable(client, table);
  } finally {
    client.destroy();
  }
};
