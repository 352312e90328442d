import { findAddress } from './find-address.ts';
import { manifestError } from './manifest-error.ts';
import { resolveValue } from './resolve-value.ts';
import type {
  FunctionDefinition,
  QueueDefinition,
  QueueMapping,
  ServiceManifest,
} from './service-manifest.ts';

/**
 * Refuses a manifest whose parts do not fit together, as AWS refuses to deploy it.
 *
 * @throws SluiceError ModelArts.72060001
 */
export const checkManifest = (manifest: ServiceManifest): void => {
  const queueByName = new Map(manifest.queues.map((queue) => [queue.logicalName, queue]));
  const loadQueue = (name: string, place: string): QueueDefinition => {
    const queue = queueByName.get(name);
    if (queue === undefined) throw manifestError(place, `${name} is no queue of this file`);
    return queue;
  };
  for (const queue of manifest.queues) checkQueue(queue, loadQueue);
  checkNotifications(manifest, loadQueue);
  checkRules(manifest, loadQueue);
  checkEnvironment(manifest);
  checkRoutes(manifest);
  for (const definition of manifest.functions) {
    for (const event of definition.events)
      if (event.kind === 'queue') checkMapping(definition, event, loadQueue);
  }
};

type LoadQueue = (name: string, place: string) => QueueDefinition;

const checkQueue = (queue: QueueDefinition, loadQueue: LoadQueue): void => {
  const place = `resources.Resources.${queue.logicalName}.Properties`;
  if (queue.name.endsWith('.fifo') !== queue.isFifo) {
    throw manifestError(`${place}.QueueName`, 'ends with .fifo exactly when FifoQueue is true');
  }
  if (queue.redrive === undefined) return;
  if (loadQueue(queue.redrive.deadLetterQueue, `${place}.RedrivePolicy`).isFifo !== queue.isFifo) {
    throw manifestError(
      `${place}.RedrivePolicy`,
      'FIFO queues, and no others, have FIFO queues of dead letters',
    );
  }
};

const checkNotifications = ({ buckets }: ServiceManifest, loadQueue: LoadQueue): void => {
  for (const { logicalName, notifications } of buckets) {
    const place = `resources.Resources.${logicalName}.Properties.NotificationConfiguration`;
    for (const { queue } of notifications) {
      if (loadQueue(queue, place).isFifo)
        throw manifestError(place, `S3 cannot send to ${queue}: it is FIFO`);
    }
  }
};

const checkRules = ({ eventRules, eventBuses }: ServiceManifest, loadQueue: LoadQueue): void => {
  const buses = new Set(['default', ...eventBuses.map(({ name }) => name)]);
  for (const { logicalName, bus, queues } of eventRules) {
    const place = `resources.Resources.${logicalName}.Properties`;
    if (!buses.has(bus)) throw manifestError(`${place}.EventBusName`, `${bus} is no event bus of this file`);
    for (const queue of queues) {
      if (loadQueue(queue, `${place}.Targets`).isFifo)
        throw manifestError(`${place}.Targets`, `the local cloud sends no events to ${queue}: it is FIFO`);
    }
  }
};

const checkMapping = (definition: FunctionDefinition, mapping: QueueMapping, loadQueue: LoadQueue): void => {
  const place = `functions.${definition.name}.events`;
  const queue = loadQueue(mapping.queue, place);
  if (queue.visibilityTimeoutSeconds < definition.timeoutSeconds) {
    throw manifestError(
      `resources.Resources.${queue.logicalName}.Properties.VisibilityTimeout`,
      `is shorter than the timeout of ${definition.name}, ${definition.timeoutSeconds} seconds`,
    );
  }
  if (queue.isFifo && (mapping.batchSize > 10 || mapping.batchingWindowSeconds > 0)) {
    throw manifestError(place, 'a FIFO queue has batches of at most 10 and no batching window');
  }
};

const checkEnvironment = (manifest: ServiceManifest): void => {
  const find = findAddress(manifest, 'http://127.0.0.1');
  for (const { environment } of [...manifest.functions, ...manifest.jobDefinitions]) {
    for (const value of Object.values(environment)) resolveValue(value, find);
  }
};

const checkRoutes = ({ functions }: ServiceManifest): void => {
  const functionByRouteKey = new Map<string, string>();
  for (const { name, events } of functions) {
    for (const event of events) {
      if (event.kind !== 'http') continue;
      const other = functionByRouteKey.get(event.routeKey);
      if (other !== undefined)
        throw manifestError(`functions.${name}.events`, `${other} has ${event.routeKey} already`);
      functionByRouteKey.set(event.routeKey, name);
    }
  }
};
