import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { type BatchServer, startBatchServer } from '../batch/start-batch-server.ts';
import type { EventServer } from '../events/start-event-server.ts';
import { findAddress } from '../manifest/find-address.ts';
import { resolveValue } from '../manifest/resolve-value.ts';
import type { ServiceManifest } from '../manifest/service-manifest.ts';
import { clientEnvironment, localEnvironment, type ServerEndpoints } from './function-environment.ts';
import type { LocalLog } from './local-log.ts';
import { readOutputLine } from './read-output-line.ts';
import { portAfter } from './start-servers.ts';

export interface ContainerSettings {
  /** Folder of the entry points; `containers` beside the service file by default. */
  readonly folder?: string;
  /** Jobs that run at once; as many as the machine has cores by default. */
  readonly slots?: number;
  /** Length of a second of their time limits; 1000 by default, less in tests. */
  readonly secondMs?: number;
}

export interface ContainersOptions extends ContainerSettings {
  readonly manifest: ServiceManifest;
  readonly serviceFile: string;
  readonly dataDirectory: string;
  readonly host: string;
  /** Port of the HTTP API. */
  readonly port: number;
  readonly log: LocalLog;
  readonly endpoints: ServerEndpoints;
  readonly events: Pick<EventServer, 'putServiceEvents'>;
}

/** Starts the server of job queues, which runs jobs as containers would. */
export const startContainers = (options: ContainersOptions): Promise<BatchServer> => {
  const { manifest, endpoints, log, port, events } = options;
  const find = findAddress(manifest, endpoints.sqs);
  return startBatchServer({
    directory: join(options.dataDirectory, 'batch'),
    host: options.host,
    port: portAfter(port, 5),
    region: manifest.region,
    queues: manifest.jobQueues,
    definitions: manifest.jobDefinitions,
    environmentOf: ({ environment }) =>
      Object.fromEntries(
        Object.entries(environment).map(([name, value]) => [name, resolveValue(value, find)]),
      ),
    entryPoints: options.folder ?? join(dirname(options.serviceFile), 'containers'),
    slots: options.slots ?? availableParallelism(),
    environment: localEnvironment(clientEnvironment(endpoints, manifest.region)),
    ...(options.secondMs === undefined ? {} : { secondMs: options.secondMs }),
    put: (changes) => events.putServiceEvents(changes),
    onLine: (jobId, line, stream) => {
      const { level, facts } = readOutputLine(line, stream === 'stdout' ? 'INFO' : 'ERROR');
      log.write('containers', level, { jobId, ...facts });
    },
    onError: (error) =>
      log.write('cloud', 'ERROR', { message: 'the job server failed', error: String(error) }),
  });
};
