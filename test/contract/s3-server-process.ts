import { startS3Server } from '../../lib/local/s3/start-s3-server.ts';

/** Serves objects from a process that a test can kill: the folder is its argument; events go to its parent. */
const [directory = ''] = process.argv.slice(2);
const server = await startS3Server({
  directory,
  credentials: { accessKeyId: 'local', secretAccessKey: 'local-secret' },
  onObjectEvent: async (_, __, { Records: [record] }) => {
    process.send?.({ key: record?.s3.object.key });
  },
});
const queueArn = 'arn:aws:sqs:us-east-1:0:q';
await server.createBucket('bucket');
await server.putNotification('bucket', [{ id: 'all', queueArn, events: ['s3:ObjectCreated:*'] }]);
process.send?.({ url: server.url });
