import middy from '@middy/core';
import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { sweep } from '../lib/engine/sweep.ts';
import { closeQuietUploads } from '../lib/import/close-quiet-uploads.ts';

const ports = awsPorts();

export const handler = middy(async () => {
  await sweep(ports, { stalledAfterSeconds: 300 });
  await closeQuietUploads(ports);
});
