import { type FindReference, resolveValue } from './resolve-value.ts';
import type {
  BucketDefinition,
  EventBusDefinition,
  QueueDefinition,
  TableDefinition,
} from './service-manifest.ts';
import type { ServiceTemplate } from './service-schema.ts';

/** The queues of a template; one without a name is called like the resource. */
export const readQueues = (template: ServiceTemplate, find: FindReference): readonly QueueDefinition[] =>
  resourcesOf(template).flatMap(([logicalName, resource]): QueueDefinition[] => {
    if (resource.Type !== 'AWS::SQS::Queue') return [];
    const queue = resource.Properties;
    const { RedrivePolicy: redrive } = queue;
    return [
      {
        logicalName,
        name: resolveValue(queue.QueueName ?? `${logicalName}${queue.FifoQueue ? '.fifo' : ''}`, find),
        isFifo: queue.FifoQueue,
        deduplicatesByContent: queue.ContentBasedDeduplication,
        visibilityTimeoutSeconds: queue.VisibilityTimeout,
        delaySeconds: queue.DelaySeconds,
        retentionSeconds: queue.MessageRetentionPeriod,
        receiveWaitSeconds: queue.ReceiveMessageWaitTimeSeconds,
        maximumMessageBytes: queue.MaximumMessageSize,
        redrive: redrive && {
          deadLetterQueue: redrive.deadLetterTargetArn,
          maxReceiveCount: redrive.maxReceiveCount,
        },
      },
    ];
  });

/** The tables of a template. */
export const readTables = (template: ServiceTemplate, find: FindReference): readonly TableDefinition[] =>
  resourcesOf(template).flatMap(([logicalName, resource]): TableDefinition[] => {
    if (resource.Type !== 'AWS::DynamoDB::Table') return [];
    const { TableName, TimeToLiveSpecification: timeToLive, ...table } = resource.Properties;
    return [
      {
        logicalName,
        name: resolveValue(TableName ?? logicalName, find),
        attributes: table.AttributeDefinitions.map((attribute) => ({
          name: attribute.AttributeName,
          type: attribute.AttributeType,
        })),
        key: table.KeySchema,
        indexes: table.GlobalSecondaryIndexes.map((index) => ({
          name: index.IndexName,
          key: index.KeySchema,
          projection: index.Projection.ProjectionType,
          includedAttributes: index.Projection.NonKeyAttributes,
        })),
        timeToLiveAttribute: timeToLive?.Enabled ? timeToLive.AttributeName : undefined,
      },
    ];
  });

/** The buckets of a template; names of buckets are lower case. */
export const readBuckets = (template: ServiceTemplate, find: FindReference): readonly BucketDefinition[] =>
  resourcesOf(template).flatMap(([logicalName, resource]): BucketDefinition[] => {
    if (resource.Type !== 'AWS::S3::Bucket') return [];
    const { BucketName, NotificationConfiguration } = resource.Properties;
    return [
      {
        logicalName,
        name: resolveValue(BucketName ?? logicalName.toLowerCase(), find),
        notifications: NotificationConfiguration?.QueueConfigurations ?? [],
      },
    ];
  });

/** The event buses of a template. */
export const readEventBuses = (
  template: ServiceTemplate,
  find: FindReference,
): readonly EventBusDefinition[] =>
  resourcesOf(template).flatMap(([logicalName, resource]): EventBusDefinition[] =>
    resource.Type === 'AWS::Events::EventBus'
      ? [{ logicalName, name: resolveValue(resource.Properties.Name, find) }]
      : [],
  );

const resourcesOf = (template: ServiceTemplate) => Object.entries(template.resources.Resources);
