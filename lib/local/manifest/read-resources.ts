import type { PatternTemplate } from './event-rule-schema.ts';
import { type FindReference, resolveValue } from './resolve-value.ts';
import type {
  BucketDefinition,
  EventBusDefinition,
  EventPattern,
  EventRule,
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

/** The rules of a template that send events to queues. */
export const readEventRules = (template: ServiceTemplate, find: FindReference): readonly EventRule[] => {
  const nameByBus = new Map(
    readEventBuses(template, find).map(({ logicalName, name }) => [logicalName, name]),
  );
  const findBus: FindReference = (resource, attribute) =>
    nameByBus.get(resource) ?? find(resource, attribute);
  return resourcesOf(template).flatMap(([logicalName, resource]): EventRule[] => {
    if (resource.Type !== 'AWS::Events::Rule') return [];
    const { EventBusName, EventPattern: pattern, Targets } = resource.Properties;
    const bus = resolveValue(EventBusName, findBus);
    return [
      {
        logicalName,
        bus: bus.slice(bus.lastIndexOf('/') + 1),
        pattern: resolvedPattern(pattern, find),
        queues: Targets.map(({ Arn }) => Arn),
      },
    ];
  });
};

const resolvedPattern = (pattern: PatternTemplate, find: FindReference): EventPattern =>
  Object.fromEntries(
    Object.entries(pattern).map(([field, wanted]) => [
      field,
      isList(wanted)
        ? wanted.map((each) =>
            typeof each === 'object' && 'prefix' in each
              ? { prefix: resolveValue(each.prefix, find) }
              : resolveValue(each, find),
          )
        : resolvedPattern(wanted, find),
    ]),
  );

/** Array.isArray does not know of lists that are only read. */
const isList = (
  value: PatternTemplate[string],
): value is Extract<PatternTemplate[string], readonly unknown[]> => Array.isArray(value);

const resourcesOf = (template: ServiceTemplate) => Object.entries(template.resources.Resources);
