import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { queueArn, queueUrl } from '../manifest/find-address.ts';
import type { EventSource, FunctionDefinition, ServiceManifest } from '../manifest/service-manifest.ts';
import type { FunctionRunner } from '../runner/function-runner.ts';
import type { LocalLog } from '../runner/local-log.ts';
import { HttpApiServer } from './http-api-server.ts';
import { QueueClient } from './queue-client.ts';
import { QueuePoller } from './queue-poller.ts';
import { scheduleEvent } from './schedule-event.ts';
import { type Alarm, SchedulePlayer } from './schedule-player.ts';

export interface EventSourceOptions {
  readonly manifest: ServiceManifest;
  readonly runner: FunctionRunner;
  readonly log: LocalLog;
  readonly sqsEndpoint: string;
  /** The machine's own by default. */
  readonly alarm: Alarm | undefined;
}

export interface EventSources {
  readonly apiPort: number;
  /** Whether an event waits for a function, or is with one. */
  isBusy(): Promise<boolean>;
  /** Gives what is under way a moment to end, then ends it, with the threads of the runner. */
  stop(): Promise<void>;
}

/** Plays the events of all functions: queues, schedules and the HTTP API. */
export const startEventSources = async (
  options: EventSourceOptions,
  address: { readonly host: string; readonly port: number },
): Promise<EventSources> => {
  const api = await startHttpApi(options, address);
  const client = new QueueClient(options.sqsEndpoint);
  const pollers = startQueuePollers(options, client);
  const players = [api, ...pollers, ...startSchedules(options)];
  return {
    apiPort: api.port,
    isBusy: async () => {
      if (options.runner.underWayCount > 0) return true;
      for (const poller of pollers) if (await poller.isBusy()) return true;
      return false;
    },
    stop: async () => {
      const stopped = Promise.all(players.map((player) => player.stop()));
      await Promise.race([stopped, wait(patienceMs, undefined, { ref: false })]);
      await options.runner.stop();
      await stopped;
      client.close();
    },
  };
};

/** Whoever stops the cloud is waiting; what is not done by then comes again after the next start. */
const patienceMs = 2_000;

const startHttpApi = (
  { manifest, runner }: EventSourceOptions,
  address: { readonly host: string; readonly port: number },
): Promise<HttpApiServer> =>
  HttpApiServer.start({
    ...address,
    functionByRouteKey: new Map(
      eventsOf(manifest, 'http').map(({ definition, event }) => [event.routeKey, definition.name]),
    ),
    invoke: (functionName, eventJson) => runner.invoke(functionName, eventJson),
  });

const startQueuePollers = (
  { manifest, runner, log, sqsEndpoint }: EventSourceOptions,
  client: QueueClient,
): readonly QueuePoller[] =>
  eventsOf(manifest, 'queue').map(({ definition, event }) => {
    const queue = manifest.queues.find((each) => each.logicalName === event.queue);
    const name = queue?.name ?? event.queue;
    const most = event.maximumConcurrency ?? Number.POSITIVE_INFINITY;
    const concurrency = Math.min(most, runner.concurrencyOf(definition));
    // The queue knows best which group is quiet; a FIFO queue has no other to give.
    const quietConcurrency = queue?.isFifo
      ? 0
      : Math.min(most - concurrency, runner.spareThreadsOf(definition));
    return new QueuePoller({
      client,
      log,
      queueUrl: queueUrl(sqsEndpoint, name),
      source: { queueArn: queueArn(manifest.region, name), region: manifest.region },
      mapping: event,
      concurrency,
      quietConcurrency,
      invoke: (eventJson, start) => runner.invoke(definition.name, eventJson, start),
    });
  });

const startSchedules = ({
  manifest: { functions, region },
  runner,
  alarm,
}: EventSourceOptions): readonly SchedulePlayer[] =>
  eventsOf({ functions }, 'schedule').map(({ definition: { name }, event }) => {
    const fire = async (at: number): Promise<void> => {
      const scheduled = scheduleEvent({ id: randomUUID(), at, region, functionName: name });
      await runner.invoke(name, JSON.stringify(event.input ?? scheduled));
    };
    return new SchedulePlayer({ expression: event.expression, fire, alarm });
  });

type EventOf<Kind extends EventSource['kind']> = Extract<EventSource, { readonly kind: Kind }>;

const eventsOf = <Kind extends EventSource['kind']>(
  { functions }: Pick<ServiceManifest, 'functions'>,
  kind: Kind,
): readonly { readonly definition: FunctionDefinition; readonly event: EventOf<Kind> }[] =>
  functions.flatMap((definition) =>
    definition.events
      .filter((event): event is EventOf<Kind> => event.kind === kind)
      .map((event) => ({ definition, event })),
  );
