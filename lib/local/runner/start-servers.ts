import { join } from 'node:path';
import { startDynamodb } from '../dynamodb/start-dynamodb.ts';
import type { BucketDefinition, QueueDefinition, ServiceManifest } from '../manifest/service-manifest.ts';
import { queueArn, queueUrl } from '../manifest/find-address.ts';
import { startS3Server } from '../s3/start-s3-server.ts';
import { startSqsServer } from '../sqs/start-sqs-server.ts';
