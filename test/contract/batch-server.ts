import { resolve } from 'node:path';
import { BatchClient } from '@aws-sdk/client-batch';
import { type BatchServer, startBatchServer } from '../../lib/local/batch/start-batch-server.ts';
import type { ServiceEvent } from '../../lib/local/events/start-event-server.ts';
import type { JobDefinition } from '../../lib/local/manifest/service-manifest.ts';

/** A definition whose jobs do what the fixture `behave.mjs` can. */
const behaving: JobDefinition = {
  logicalName: 'Behave',
  name: 'behave',
  command: ['behave.mjs'],
  environment: {},
  vcpus: 1,
  memoryMib: 512,
  retryStrategy: { attempts: 1, evaluateOnExit: [] },
};

export const startBehaving = (
  directory: string,
  put: (events: readonly ServiceEvent[]) => Promise<void> = async () => undefined,
  definition: Partial<JobDefinition> = {},
): Promise<BatchServer> =>
  startBatchServer({
    directory,
    put,
    queues: [{ logicalName: 'Jobs', name: 'jobs' }],
    definitions: [{ ...behaving, ...definition }],
    environmentOf: () => ({}),
    entryPoints: resolve('test/fixtures/containers'),
    slots: 2,
    environment: { PATH: process.env['PATH'] ?? '' },
    secondMs: 20,
  });

export const clientOf = (url: string): BatchClient =>
  new BatchClient({
    endpoint: url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
