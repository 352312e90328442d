import { type CoordinatorPorts, coordinate } from '../../lib/engine/coordinate.ts';
import { createWorker } from '../../lib/engine/create-worker.ts';
import { sweep } from '../../lib/engine/sweep.ts';
import { SluiceError } from '../../lib/errors/sluice-error.ts';
import { acceptUpload } from '../../lib/import/accept-upload.ts';
import { closeQuietUploads } from '../../lib/import/close-quiet-uploads.ts';
import { importStage } from '../../lib/import/import-stage.ts';
import type { Upload } from '../../lib/import/upload-ports.ts';
import { validateStage } from '../../lib/import/validate-stage.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import type { RunNotice } from '../../lib/model/run-notice.ts';
import type { DocumentStore } from '../../lib/ports/document-store.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import type { ReceivedMessage } from '../../lib/ports/memory/memory-queue.ts';
import { clusterStage } from '../../lib/refine/cluster-stage.ts';
import { groupStage } from '../../lib/refine/group-stage.ts';
import { publishStage } from '../../lib/refine/publish-stage.ts';
import { refineStage } from '../../lib/refine/refine-stage.ts';
import { faultyDocuments, faultyObjects } from './faulty-ports.ts';
import { type Life, type LifeOptions, startLife, type World } from './life.ts';
import type { Plant } from './plants.ts';
import type { Schedule } from './schedule.ts';
import { createSimulatedQueue, type SimulatedQueue } from './simulated-queue.ts';
import { simulatedObjects, withWindow } from './simulated-stores.ts';
import { watchCommits } from './watch-commits.ts';

/** Deliveries of a message in which things may go wrong; fewer than make it a dead letter. */
const unsparedDeliveries = 3;
const workVisibilitySeconds = 120;
const eventVisibilitySeconds = 60;
const sweepEveryMs = 60_000;
const workByKind = {
  validate: validateStage,
  import: importStage,
  refine: refineStage,
  group: groupStage,
  cluster: clusterStage,
  publish: publishStage,
};
const quietLog = { info: () => {}, warn: () => {}, error: () => {} };
const noRefusals = { may: () => true, met: () => {} };

/** The functions, queues and stores of serverless.yml in one process, on virtual time. */
export const startSimulatedCloud = (world: World, schedule: Schedule, plant: Plant) => {
  const { time, random, note } = world;
  const documents = new MemoryDocumentStore();
  const objects = simulatedObjects(world);
  const waiters = new Set<() => void>();
  const watch = watchCommits(documents, () => {
    for (const wake of waiters) wake();
  });
  const notices: RunNotice[] = [];
  const sweptRuns = new Set<string>();
  const runsWithLosses = new Set<string>();
  let [lifeCount, sweepingCount, outboxCount, isCured] = [0, 0, 0, false];

  const live = (name: string, options: Partial<LifeOptions> = {}): Life =>
    startLife(world, {
      name: `${name}-${++lifeCount}`,
      isSpared: false,
      timeoutMs: 0,
      refusals: noRefusals,
      onDeath: () => {},
      ...options,
    });

  const watched: DocumentStore = {
    find: (kind, workspace, id) => documents.find(kind, workspace, id),
    findRun: (id) => documents.findRun(id),
    list: (kind, workspace, page, filter) => documents.list(kind, workspace, page, filter),
    listRunning: () => documents.listRunning(),
    listScheduled: () => documents.listScheduled(),
    listOutboxes: () => documents.listOutboxes(),
    listWaiting: () => documents.listWaiting(),
    commit: async (writes, traces) => {
      await watch.commit(withWindow(writes, schedule.window), traces);
      outboxCount = (await documents.listOutboxes()).length;
    },
  };

  /** The ports of one process, whose clock is its own. */
  const portsOf = (life: Life) => {
    const skewMs = random.between(-schedule.skewMs, schedule.skewMs);
    return {
      clock: { now: () => time.now() + skewMs },
      log: quietLog,
      objects: faultyObjects(objects, life),
      documents: faultyDocuments(watched, life),
      work: {
        send: async (messages: readonly WorkMessage[], delaySeconds?: number) => {
          watch.sent(messages);
          await work.sendFrom(life, messages, delaySeconds);
        },
      },
      events: { send: (sent: readonly RunEvent[]) => events.sendFrom(life, sent) },
      notices: {
        send: (sent: readonly RunNotice[]) =>
          life.call(
            `notices ← ${sent.map(({ type }) => type)}`,
            async () => void notices.push(...sent),
            () => new Error('the bus does not answer'),
          ),
      },
    };
  };

  /** Starts a process on a batch; what it throws leaves its messages to come again. */
  const start =
    <Message>(
      name: string,
      visibilitySeconds: number,
      act: (life: Life, batch: readonly ReceivedMessage<Message>[]) => Promise<void>,
    ) =>
    (batch: readonly ReceivedMessage<Message>[], over: () => void): void => {
      const life = live(name, {
        isSpared: batch.some(({ receiveCount }) => receiveCount > unsparedDeliveries),
        timeoutMs: visibilitySeconds * 1000,
        onDeath: over,
      });
      act(life, batch).then(over, (error: unknown) => {
        note(life.name, `fails: ${error}`);
        over();
      });
    };

  const uploads: SimulatedQueue<Upload> = createSimulatedQueue<Upload>(world, {
    name: 'uploads',
    visibilityTimeoutSeconds: eventVisibilitySeconds,
    maxReceiveCount: 5,
    batchSize: 1,
    concurrency: 2,
    mayLose: () => false,
    onLost: () => {},
    describe: ({ connectionId }) => connectionId,
    start: start('acceptUpload', eventVisibilitySeconds, async (life, [received]) => {
      if (received === undefined) return;
      await acceptUpload(portsOf(life), received.message);
      uploads.acknowledge(received);
    }),
  });

  const startWork = createWorkStarter();
  const work: SimulatedQueue<WorkMessage> = createSimulatedQueue<WorkMessage>(world, {
    name: 'work',
    visibilityTimeoutSeconds: workVisibilitySeconds,
    maxReceiveCount: 5,
    batchSize: 1,
    concurrency: 4,
    mayLose: () => true,
    onLost: ({ runId }) => runsWithLosses.add(runId),
    describe: nameOfWork,
    start: startWork,
  });

  const events: SimulatedQueue<RunEvent> = createSimulatedQueue<RunEvent>(world, {
    name: 'events',
    visibilityTimeoutSeconds: eventVisibilitySeconds,
    maxReceiveCount: 10,
    batchSize: 10,
    concurrency: 2,
    ...(schedule.isOrdered ? { groupOf: ({ runId }) => runId } : {}),
    mayLose: ({ type }) => type !== 'stop-requested' && type !== 'retry-requested',
    onLost: ({ runId }) => runsWithLosses.add(runId),
    describe: (event) =>
      `${event.type} ${event.stage}/${'shard' in event ? event.shard : ''}.${event.attempt}`,
    start: start('coordinate', eventVisibilitySeconds, async (life, batch) => {
      if (plant.acknowledgesFirst) for (const received of batch) events.acknowledge(received);
      const { ports, finish } = plantedIn(portsOf(life));
      const { failed } = await coordinate(
        ports,
        batch.map(({ message }) => message),
        new Set(batch.filter(({ receiveCount }) => receiveCount === 1).map(({ message }) => message)),
      );
      await finish?.();
      for (const received of batch) if (!failed.includes(received.message)) events.acknowledge(received);
    }),
  });

  function plantedIn(ports: CoordinatorPorts): ReturnType<NonNullable<Plant['coordinator']>> {
    return plant.coordinator?.(ports) ?? { ports };
  }

  /** Workers stay warm from message to message; one that dies is replaced. */
  function createWorkStarter() {
    type Process = { life: Life | undefined; readonly workOn: ReturnType<typeof createWorker> };
    const idle: Process[] = [];
    const refusedAttempts = new Map<string, Set<number>>();

    const startProcess = (): Process => {
      const process: { life: Life | undefined } = { life: undefined };
      const current: Life = {
        name: 'worker',
        isAlive: () => lifeOf(process).isAlive(),
        call: (what, act, failure) => lifeOf(process).call(what, act, failure),
        strikes: (kind) => lifeOf(process).strikes(kind),
        die: (why) => lifeOf(process).die(why),
      };
      const own = faultyObjects(objects, current);
      const ports = {
        objects: plant.workerObjects?.(own) ?? own,
        log: quietLog,
        loadResource: async () => '',
      };
      return Object.assign(process, { workOn: createWorker(ports, workByKind, { pageTasks: 2 }) });
    };

    return ([received]: readonly ReceivedMessage<WorkMessage>[], over: () => void): void => {
      if (received === undefined) {
        over();
        return;
      }
      const { message, receiveCount } = received;
      const process = idle.pop() ?? startProcess();
      // A run fails with the fourth attempt of a shard, so that two of them may be refused by the stores.
      const place = `${message.runId}/${message.stage}/${message.shard}`;
      const refused = refusedAttempts.get(place) ?? new Set<number>();
      refusedAttempts.set(place, refused);
      const life = live('worker', {
        isSpared: receiveCount > unsparedDeliveries,
        timeoutMs: workVisibilitySeconds * 1000,
        onDeath: over,
        refusals: {
          may: () => refused.size < 2 || refused.has(message.attempt),
          met: () => void refused.add(message.attempt),
        },
      });
      process.life = life;
      doWork(process, life, received)
        .catch((error: unknown) => note(life.name, `fails: ${error}`))
        .finally(() => {
          idle.push(process);
          over();
        });
    };
  }

  async function doWork(
    { workOn }: { readonly workOn: ReturnType<typeof createWorker> },
    life: Life,
    received: ReceivedMessage<WorkMessage>,
  ): Promise<void> {
    const { message } = received;
    const poison = isCured || !isPoisoned(message) ? undefined : schedule.poison?.how;
    if (poison === 'kills') {
      await time.sleep(100);
      await life.die(`of ${nameOfWork(message)}`);
    }
    const event =
      poison === undefined
        ? (postponementOf(message) ?? (await workOn(message)))
        : failureOf(message, poison === 'fails');
    note(life.name, `did ${nameOfWork(message)}: ${event.type}`);
    await events.sendFrom(life, [event]);
    work.acknowledge(received);
  }

  const askedAt = new Map<string, number>();

  /** What a worker tells whose shard waits for a service, until that has answered. */
  function postponementOf({ runId, stage, kind, shard, attempt }: WorkMessage): RunEvent | undefined {
    const { wait } = schedule;
    if (wait?.kind !== kind || wait.shard !== shard) return undefined;
    const place = `${runId}/${stage}`;
    const since = askedAt.get(place) ?? time.now();
    askedAt.set(place, since);
    if (time.now() >= since + wait.answerSeconds * 1000) return undefined;
    const { lookSeconds: waitSeconds } = wait;
    return { type: 'shard-postponed', runId, stage, shard, attempt, waitSeconds };
  }

  const isPoisoned = ({ kind, shard }: WorkMessage): boolean =>
    schedule.poison?.kind === kind && schedule.poison.shard === shard;

  const sweepOnce = async (life: Life): Promise<void> => {
    const ports = portsOf(life);
    const noting: CoordinatorPorts = {
      ...ports,
      log: { ...quietLog, warn: (_message, facts) => sweptRuns.add(String(facts?.['runId'])) },
    };
    const stalledAfterSeconds = schedule.rates.lost === undefined ? 3600 : 300;
    await sweep(noting, { stalledAfterSeconds, givenUpAfterSeconds: 5 * 3600 });
    await closeQuietUploads(ports);
  };

  const tick = (): void => {
    time.after(sweepEveryMs, tick);
    const over = (): void => {
      sweepingCount--;
    };
    sweepingCount++;
    const life = live('sweep', { onDeath: over });
    sweepOnce(life).then(over, (error: unknown) => {
      note(life.name, `fails: ${error}`);
      over();
    });
  };
  if (!plant.isNeverSwept) time.after(sweepEveryMs, tick);

  return {
    documents,
    objects,
    watch,
    notices,
    uploads,
    work,
    events,
    sweptRuns,
    runsWithLosses,
    live,
    portsOf,
    cure: () => {
      isCured = true;
    },
    /** Resolves when the documents say so; looks after each commit. */
    until: <T>(look: () => Promise<T | undefined>): Promise<T> =>
      new Promise((resolve, reject) => {
        const wake = (): void =>
          void look().then((found) => {
            if (found === undefined) return;
            waiters.delete(wake);
            resolve(found);
          }, reject);
        waiters.add(wake);
        wake();
      }),
    isQuiet: () =>
      sweepingCount + outboxCount === 0 && uploads.isEmpty() && work.isEmpty() && events.isEmpty(),
  };
};
export type SimulatedCloud = ReturnType<typeof startSimulatedCloud>;

const lifeOf = ({ life }: { readonly life: Life | undefined }): Life => {
  if (life === undefined) throw new Error('a worker without work called a port');
  return life;
};

const nameOfWork = ({ kind, stage, shard, attempt }: WorkMessage): string =>
  `${kind} ${stage}/${shard}.${attempt}`;

const failureOf = ({ runId, stage, shard, attempt }: WorkMessage, isRetryable: boolean): RunEvent => {
  const { code, message } = new SluiceError('ModelArts.72020067', { reason: 'poison' });
  return {
    type: 'work-failed',
    runId,
    stage,
    shard,
    attempt,
    isRetryable,
    error: { code, message, details: {} },
  };
};
