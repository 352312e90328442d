import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SluiceError } from '../errors/sluice-error.ts';
import { findAddress } from './manifest/find-address.ts';
import { readServiceManifest } from './manifest/read-service-manifest.ts';
import type { ServiceManifest } from './manifest/service-manifest.ts';
import { endpointOf } from './runner/endpoint-of.ts';
import { findHandlerFile } from './runner/find-handler-file.ts';
import {
  type CloudEndpoints,
  clientEnvironment,
  functionEnvironment,
  localCredentials,
  localParams,
  type ServerEndpoints,
} from './runner/function-environment.ts';
import { FunctionRunner, type RunnableFunction } from './runner/function-runner.ts';
import { LocalLog, type LogLine } from './runner/local-log.ts';
import { lockDirectory } from './runner/lock-directory.ts';
import { noteEndpoints } from './runner/note-endpoints.ts';
import { type ContainerSettings, startContainers } from './runner/start-containers.ts';
import { startServers } from './runner/start-servers.ts';
import { StartedParts } from './runner/started-parts.ts';
import { whenIdle } from './runner/when-idle.ts';
import type { Alarm } from './sources/schedule-player.ts';
import { startEventSources } from './sources/start-event-sources.ts';

export interface LocalCloudOptions {
  /** Keeps everything: objects, queues, the table, logs. */
  readonly dataDirectory: string;
  /** Port of the HTTP API; S3, SQS, DynamoDB, the event buses and Batch take the five after it. 0 takes any that are free. */
  readonly port?: number | undefined;
  readonly host?: string | undefined;
  /**
   * Threads for the functions that work on data, one more than the machine has cores by default. A function of which
   * nothing runs gets one even so: no stage waits until another run's stage is done.
   */
  readonly workers?: number | undefined;
  readonly containers?: ContainerSettings | undefined;
  /** Default: Sluice's own. */
  readonly serviceFile?: string | undefined;
  /** Hears what functions print and what goes wrong, besides the files under `<dataDirectory>/logs`. */
  readonly onLog?: ((line: LogLine) => void) | undefined;
  /** The time that schedules go by; the machine's by default. */
  readonly alarm?: Alarm | undefined;
}

/** The service of a serverless.yml, running on this machine. */
export interface LocalCloud {
  readonly endpoints: CloudEndpoints;
  /** Name of the service file's first bucket. */
  readonly bucket: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly region: string;
  /** Environment variables that make a program with an AWS SDK talk to this cloud. */
  readonly environment: Readonly<Record<string, string>>;
  /** Resolves when all queues that functions listen to are empty and nothing is under way. */
  idle(): Promise<void>;
  /** Gives what is under way a moment to end; what does not is done again after the next start. */
  stop(): Promise<void>;
}

/**
 * Starts the local cloud: servers that speak the protocols of S3, SQS and DynamoDB, and a runner that plays the
 * event sources of a service file into its functions.
 *
 * @throws SluiceError ModelArts.72060001 when the service file cannot be played, or the directory or a port is in use
 */
export const startLocalCloud = async (options: LocalCloudOptions): Promise<LocalCloud> => {
  const parts = new StartedParts();
  try {
    return await start(options, parts);
  } catch (error) {
    await parts.stop();
    throw isPortTaken(error) ? portError(error) : error;
  }
};

const isPortTaken = (error: unknown): error is Error & { readonly port?: number } =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

const portError = (cause: Error & { readonly port?: number }): SluiceError =>
  new SluiceError(
    'ModelArts.72060001',
    { argument: 'port', reason: `port ${cause.port} is in use` },
    { cause },
  );

const defaultPort = 4747;
const ownServiceFile = fileURLToPath(new URL('../../serverless.yml', import.meta.url));

const start = async (options: LocalCloudOptions, parts: StartedParts): Promise<LocalCloud> => {
  const { dataDirectory, port = defaultPort, host = '127.0.0.1', serviceFile = ownServiceFile } = options;
  const manifest = readServiceManifest(await readFile(serviceFile, 'utf8'), {
    stage: 'local',
    params: localParams(),
  });
  const functions = findFunctions(manifest, serviceFile);

  await parts.add(lockDirectory(dataDirectory), (release) => release());
  const log = await parts.add(new LocalLog(join(dataDirectory, 'logs'), options.onLog), (each) =>
    each.close(),
  );
  const { hasPendingEvents, events, ...servers } = await startServers(
    { manifest, dataDirectory, port, host, log },
    parts,
  );
  const containers = await parts.add(
    startContainers({
      ...options.containers,
      ...{ manifest, serviceFile, dataDirectory, host, port, log, events },
      endpoints: servers.endpoints,
    }),
    (each) => each.stop(),
  );
  const endpoints = { ...servers.endpoints, batch: endpointOf(host, containers.port) };
  const runner = new FunctionRunner({
    functions: functions.map(withEnvironment(manifest, endpoints)),
    region: manifest.region,
    // One more than there are cores: a thread that waits for S3 to take its output leaves a core idle.
    dataThreadCount: options.workers ?? availableParallelism() + 1,
    log,
  });
  const sources = await parts.add(
    startEventSources(
      { manifest, runner, log, sqsEndpoint: endpoints.sqs, alarm: options.alarm },
      { host, port },
    ),
    (each) => each.stop(),
  );
  void runner.warmUp();
  noteEndpoints(dataDirectory, endpoints);

  return {
    endpoints: { api: endpointOf(host, sources.apiPort), ...endpoints },
    bucket: manifest.buckets[0]?.name ?? '',
    credentials: localCredentials,
    region: manifest.region,
    environment: clientEnvironment(endpoints, manifest.region),
    idle: () => whenIdle(async () => hasPendingEvents() || containers.isBusy() || (await sources.isBusy())),
    stop: () => parts.stop(),
  };
};

type FoundFunction = Omit<RunnableFunction, 'environment'>;

/** Before anything starts: a function that is not there is an error of the service file, not of its first event. */
const findFunctions = (manifest: ServiceManifest, serviceFile: string): readonly FoundFunction[] =>
  manifest.functions.map((definition) => ({
    definition,
    file: findHandlerFile(dirname(serviceFile), definition),
  }));

const withEnvironment = (
  manifest: ServiceManifest,
  endpoints: ServerEndpoints,
): ((found: FoundFunction) => RunnableFunction) => {
  const find = findAddress(manifest, endpoints.sqs);
  const client = clientEnvironment(endpoints, manifest.region);
  return (found) => ({ ...found, environment: functionEnvironment(found.definition, find, client) });
};
