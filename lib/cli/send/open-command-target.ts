import { readFile } from 'node:fs/promises';
import { type CommandSender, openCommandQueue } from '../../adapters/open-command-queue.ts';
import { setting } from '../../config.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import { readServiceManifest } from '../../local/manifest/read-service-manifest.ts';
import { localCredentials } from '../../local/runner/function-environment.ts';
import { apiEndpoint } from '../api/call-api.ts';

/**
 * Where commands go: the queue that the environment names, with the AWS SDK's own settings, else the local cloud's.
 * @throws SluiceError ModelArts.72060001 when the API is not on this machine and no queue is named
 */
export const openCommandTarget = async (): Promise<CommandSender> => {
  const url = setting('COMMAND_QUEUE_URL', '');
  if (url !== '') return openCommandQueue({ url });
  const { protocol, hostname, port } = new URL(apiEndpoint());
  if (!loopback.has(hostname)) {
    const reason = 'set COMMAND_QUEUE_URL to the command queue of the API at SLUICE_ENDPOINT';
    throw new SluiceError('ModelArts.72060001', { argument: 'COMMAND_QUEUE_URL', reason });
  }
  const service = await readFile(new URL('../../../serverless.yml', import.meta.url), 'utf8');
  const { queues, region } = readServiceManifest(service, { stage: 'local' });
  const name = queues.find(({ logicalName }) => logicalName === 'CommandQueue')?.name ?? '';
  // The local cloud serves SQS two ports after its API.
  const endpoint = setting('AWS_ENDPOINT_URL_SQS', `${protocol}//${hostname}:${Number(port) + 2}`);
  return openCommandQueue({ name, server: { endpoint, region, credentials: localCredentials } });
};

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
