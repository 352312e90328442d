import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startS3Server } from '../../lib/local/s3/start-s3-server.ts';
import { describeS3 } from './s3.contract.ts';
import type { S3Endpoint } from './s3-subject.ts';

const givenUrl = process.env['AWS_ENDPOINT_URL_S3'];

if (givenUrl === undefined) describeS3('the embedded S3 server', startEmbedded);
else describeS3(`the S3 endpoint ${new URL(givenUrl).host}`, async () => endpointOfEnvironment(givenUrl));

async function startEmbedded(): Promise<S3Endpoint> {
  const directory = await mkdtemp(join(tmpdir(), 'sluice-s3-'));
  const credentials = { accessKeyId: 'contract', secretAccessKey: 'contract-secret' };
  const server = await startS3Server({ directory, credentials });
  return {
    url: server.url,
    region: 'us-east-1',
    credentials,
    stop: async () => {
      await server.stop();
      await rm(directory, { recursive: true });
    },
  };
}

function endpointOfEnvironment(url: string): S3Endpoint {
  const { AWS_REGION = 'us-east-1', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '' } = process.env;
  return {
    url,
    region: AWS_REGION,
    credentials: { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY },
    stop: async () => undefined,
  };
}
