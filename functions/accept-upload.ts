import { awsPorts } from '../lib/adapters/aws-ports.ts';
import { sqsHandler } from '../lib/handlers/sqs-handler.ts';
import { uploadsOf } from '../lib/handlers/uploads-of.ts';
import { acceptUpload } from '../lib/import/accept-upload.ts';

const ports = awsPorts();

export const handler = sqsHandler(ports.log, async ({ body }) => {
  for (const upload of uploadsOf(body)) await acceptUpload(ports, upload);
});
