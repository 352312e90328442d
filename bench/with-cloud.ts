import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startLocalCloud } from '../lib/local/start-local-cloud.ts';
import { type CloudUser, createCloudUser } from './cloud-user.ts';
import type { Row } from './row.ts';

/** Measures in a local cloud of its own, that is gone afterwards. */
export async function* withCloud(
  directory: string,
  measure: (user: CloudUser) => AsyncIterable<Row>,
): AsyncIterable<Row> {
  const dataDirectory = await mkdtemp(join(directory, 'cloud-'));
  const cloud = await startLocalCloud({ dataDirectory, port: 0 });
  try {
    yield* measure(createCloudUser(cloud));
  } finally {
    await cloud.stop();
    await rm(dataDirectory, { recursive: true, force: true });
  }
}
