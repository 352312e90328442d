import { localAccountId, pseudoParameter } from './pseudo-parameter.ts';
import type { FindReference } from './resolve-value.ts';
import type { ServiceManifest } from './service-manifest.ts';

/** Finds what `!Ref` and `!GetAtt` give for the resources of a manifest whose queues are served at an endpoint. */
export const findAddress = (manifest: ServiceManifest, sqsEndpoint: string): FindReference => {
  const addressByReference = new Map<string, string>();
  const add = (logicalName: string, addresses: Readonly<Record<string, string>>): void => {
    for (const [attribute, address] of Object.entries(addresses)) {
      addressByReference.set(`${logicalName}.${attribute}`, address);
    }
  };
  for (const { logicalName, name } of manifest.queues) {
    const url = queueUrl(sqsEndpoint, name);
    add(logicalName, { Ref: url, QueueUrl: url, QueueName: name, Arn: queueArn(manifest.region, name) });
  }
  for (const { logicalName, name } of manifest.tables) {
    add(logicalName, {
      Ref: name,
      Arn: `arn:aws:dynamodb:${manifest.region}:${localAccountId}:table/${name}`,
    });
  }
  for (const { logicalName, name } of manifest.buckets) {
    add(logicalName, { Ref: name, Arn: `arn:aws:s3:::${name}` });
  }
  for (const { logicalName, name } of manifest.eventBuses) {
    const Arn = `arn:aws:events:${manifest.region}:${localAccountId}:event-bus/${name}`;
    add(logicalName, { Ref: name, Name: name, Arn });
  }
  const batchArn = (resource: string): string =>
    `arn:aws:batch:${manifest.region}:${localAccountId}:${resource}`;
  for (const { logicalName, name } of manifest.jobQueues) {
    const arn = batchArn(`job-queue/${name}`);
    add(logicalName, { Ref: arn, JobQueueArn: arn });
  }
  for (const { logicalName, name } of manifest.jobDefinitions) {
    const arn = batchArn(`job-definition/${name}:1`);
    add(logicalName, { Ref: arn, JobDefinitionArn: arn });
  }
  const findPseudo = pseudoParameter(manifest);
  return (resource, attribute) =>
    addressByReference.get(`${resource}.${attribute ?? 'Ref'}`) ?? findPseudo(resource, attribute);
};

/** Where a queue is served. */
export const queueUrl = (sqsEndpoint: string, name: string): string =>
  `${sqsEndpoint}/${localAccountId}/${name}`;

/** The ARN of a queue. */
export const queueArn = (region: string, name: string): string =>
  `arn:aws:sqs:${region}:${localAccountId}:${name}`;
