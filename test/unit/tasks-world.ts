import { coordinate } from '../../lib/engine/coordinate.ts';
import { createWorker } from '../../lib/engine/create-worker.ts';
import { writeJson } from '../../lib/engine/json-object.ts';
import type { DatasetManifest } from '../../lib/model/dataset.ts';
import type { Dataset, Task, TaskStatus } from '../../lib/model/document.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { createTask, taskRequest } from '../../lib/refine/create-task.ts';
import { publishStage } from '../../lib/refine/publish-stage.ts';
import { refineStage } from '../../lib/refine/refine-stage.ts';
import { startTask } from '../../lib/refine/start-task.ts';
import { stopTask } from '../../lib/refine/stop-task.ts';

const workspace = 'default';

export const recipe = { operators: [{ id: 'text-length-filtering', params: { min: 3 } }] };

/** A recipe with nothing but nodes, which writes a form. */
export const conversion = (output_format: string) => ({
  operators: [{ id: 'start-node' }, { id: 'end-node', params: { output_format } }],
});

export const source: Dataset = {
  id: 'questions',
  workspace,
  user: 'ann',
  madeBy: 'upload',
  description: '',
  type: 'single-turn',
  format: 'platform',
  status: 'online',
  version: 1,
  recordCount: 2,
  sizeBytes: 80,
  properties: { language: 'en' },
  copyright: {},
  createdAt: 1,
  updatedAt: 1,
};

/** Who wants something of a task. */
export const by = (id: string, user = 'ann') => ({ workspace, id, user });

/**
 * Stores in memory with a data set of two parts, hence two shards, and the engine that works on what is sent, as far as
 * a test wants it to.
 */
export const openWorld = async () => {
  const time = { now: Date.parse('2026-03-01T00:00:00Z') };
  const documents = new MemoryDocumentStore();
  const objects = new MemoryObjectStore();
  const work: WorkMessage[] = [];
  const worked: WorkMessage[] = [];
  const events: RunEvent[] = [];
  /** Work that fails, for good. */
  const broken = { is: (_message: WorkMessage): boolean => false };
  const ports = {
    documents,
    objects,
    work: { send: async (messages: readonly WorkMessage[]) => void work.push(...messages) },
    events: { send: async (more: readonly RunEvent[]) => void events.push(...more) },
    // No two moments are the same, so that traces sort as they came.
    clock: { now: () => ++time.now },
    log: { info: () => {}, warn: () => {}, error: () => {} },
  };
  const workOn = createWorker(
    { ...ports, loadResource: () => Promise.reject(new Error('no recipe here reads resources')) },
    { refine: refineStage, publish: publishStage },
  );
  /** Applies one event or does one piece of work; false when there is neither. */
  const step = async (): Promise<boolean> => {
    const event = events.shift();
    if (event !== undefined) {
      const { failed } = await coordinate(ports, [event]);
      if (failed.length > 0) throw new Error(`${event.type} could not be applied`);
      return true;
    }
    const message = work.shift();
    if (message === undefined) return false;
    worked.push(message);
    await ports.events.send([broken.is(message) ? failureOf(message) : await workOn(message)]);
    return true;
  };
  const task = async (id: string): Promise<Task | undefined> =>
    (await documents.find('task', workspace, id))?.document;
  const putDataset = async (change: Partial<Dataset>): Promise<void> => {
    const document = { ...source, ...change };
    const expectedRevision = (await documents.find('dataset', workspace, document.id))?.revision ?? 0;
    await documents.commit([{ kind: 'dataset', document, expectedRevision }], []);
  };
  await putDataset({});
  await writeVersion(objects, { format: 'platform', version: 1 });
  return {
    time,
    documents,
    objects,
    work,
    worked,
    events,
    broken,
    ports,
    step,
    putDataset,
    writeVersion: (version: Pick<DatasetManifest, 'format' | 'version'>) => writeVersion(objects, version),
    /** Until all that was started has ended. */
    settle: async (): Promise<void> => {
      while (await step());
    },
    /** Until a task has a status. */
    until: async (id: string, status: TaskStatus): Promise<void> => {
      while ((await task(id))?.status !== status) {
        if (!(await step())) throw new Error(`it rests and is not ${status}`);
      }
    },
    task,
    statusOf: async (id: string) => (await task(id))?.status,
    dataset: async (id: string) => (await documents.find('dataset', workspace, id))?.document,
    runs: async () => (await documents.list('run', workspace, { limit: 1000, offset: 0 })).items,
    /** Names of what people have done, oldest first. */
    traces: () =>
      documents
        .traces()
        .filter(({ user }) => user !== 'sluice')
        .map(({ trace_name }) => trace_name),
    create: (request: object = {}) =>
      createTask(
        ports,
        { workspace, user: 'ann' },
        taskRequest.parse({ dataset: 'questions', recipe, output: { dataset: 'clean' }, ...request }),
      ),
    start: (id: string) => startTask(ports, workspace, id, { user: 'ann' }),
  };
};
export type World = Awaited<ReturnType<typeof openWorld>>;

const writeVersion = async (
  objects: MemoryObjectStore,
  { format, version }: Pick<DatasetManifest, 'format' | 'version'>,
): Promise<void> => {
  const bytes = Buffer.from(`${JSON.stringify({ context: 'What is it?', target: 'A question.' })}\n`);
  const parts = [0, 1].map((part) => ({
    key: objectKeys.datasetPart(workspace, source.id, version, part),
    file: `part-${part}.jsonl`,
    sizeBytes: bytes.length,
    recordCount: 1,
    checkpoints: [{ offset: 0, line: 1 }],
  }));
  for (const { key } of parts) await objects.write(key, bytes);
  const manifest: DatasetManifest = {
    dataset: source.id,
    version,
    type: source.type,
    format,
    recordCount: 2,
    sizeBytes: 2 * bytes.length,
    parts,
    createdAt: 1,
    createdBy: { run: 'upload' },
  };
  await writeJson(objects, objectKeys.datasetManifest(workspace, source.id, version), manifest);
};

const failureOf = ({ runId, stage, attempt, shard }: WorkMessage): RunEvent => ({
  type: 'work-failed',
  runId,
  stage,
  attempt,
  shard,
  isRetryable: false,
  error: { code: 'ModelArts.72020067', message: 'read obs error', details: { reason: 'gone' } },
});

/** Breaks the second shard of the refine stage. */
export const secondShard = ({ kind, shard }: WorkMessage): boolean => kind === 'refine' && shard === 1;

/** Breaks publishing. */
export const publishing = ({ kind, shard }: WorkMessage): boolean => kind === 'publish' && shard === 0;

/** A task that is complete, in a world of its own, with a status. */
export const worldWith = async (
  status: TaskStatus,
): Promise<{ readonly world: World; readonly id: string }> => {
  const world = await openWorld();
  const { id } = await world.create({ name: 'weekly' });
  if (status === 'not_started') return { world, id };
  await world.start(id);
  if (status === 'stopping' || status === 'stopped') await stopIn(world, id);
  if (status === 'failed') world.broken.is = secondShard;
  await world.until(id, status);
  world.broken.is = () => false;
  return { world, id };
};

const stopIn = async (world: World, id: string): Promise<void> => {
  await world.until(id, 'running');
  await stopTask(world.ports, by(id));
};
