import { readFile } from 'node:fs/promises';
import { openBucket } from '../../adapters/open-bucket.ts';
import { setting } from '../../config.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import { readServiceManifest } from '../../local/manifest/read-service-manifest.ts';
import { localCredentials } from '../../local/runner/function-environment.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import { apiEndpoint } from '../api/call-api.ts';

/**
 * Where uploads go: the bucket that the environment names, with the AWS SDK's own settings, else the local cloud's.
 * @throws SluiceError ModelArts.72060001 when the API is not on this machine and no bucket is named
 */
export const openUploadTarget = async (): Promise<ObjectStore> => {
  const bucket = setting('BUCKET', '');
  if (bucket !== '') return openBucket(bucket);
  const { protocol, hostname, port } = new URL(apiEndpoint());
  if (!loopback.has(hostname)) {
    const reason = 'set BUCKET to the bucket that the API at SLUICE_ENDPOINT works on';
    throw new SluiceError('ModelArts.72060001', { argument: 'BUCKET', reason });
  }
  const service = await readFile(new URL('../../../serverless.yml', import.meta.url), 'utf8');
  const { buckets, region } = readServiceManifest(service, { stage: 'local' });
  // The local cloud serves S3 on the port after its API's.
  const endpoint = setting('AWS_ENDPOINT_URL_S3', `${protocol}//${hostname}:${Number(port) + 1}`);
  return openBucket(buckets[0]?.name ?? '', { endpoint, region, credentials: localCredentials });
};

const loopback: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
