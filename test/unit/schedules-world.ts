import type { Dataset, Task } from '../../lib/model/document.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { ClockedObjectStore } from './clocked-object-store.ts';

/** A data set that can be refined. */
const dataset: Dataset = {
  id: 'questions',
  workspace: 'default',
  user: 'ann',
  madeBy: 'upload',
  description: '',
  type: 'single-turn',
  format: 'platform',
  status: 'online',
  version: 1,
  recordCount: 3,
  sizeBytes: 100,
  properties: {},
  copyright: {},
  createdAt: 1,
  updatedAt: 1,
};

const taskDocument = (id: string): Task => ({
  id,
  workspace: 'default',
  user: 'ann',
  name: 'nightly',
  description: '',
  source: { dataset: 'questions', version: 1 },
  recipe: { operators: [{ id: 'text-length-filtering', params: { min: 1 } }] },
  output: { dataset: `clean-${id}`, publish: true },
  status: 'not_started',
  createdAt: 1,
  updatedAt: 1,
});

/** Stores in memory with a data set and tasks that can be started; nothing does the work that is sent. */
export const openWorld = async (taskIds: readonly string[] = ['task-1']) => {
  const time = { now: Date.parse('2026-03-01T00:00:00Z') };
  const documents = new MemoryDocumentStore();
  const objects = new ClockedObjectStore(() => time.now);
  const sent: WorkMessage[] = [];
  const events: RunEvent[] = [];
  const logged: string[] = [];
  const note = (message: string) => void logged.push(message);
  await documents.commit(
    [
      { kind: 'dataset', document: dataset, expectedRevision: 0 },
      ...taskIds.map((id) => ({ kind: 'task', document: taskDocument(id), expectedRevision: 0 }) as const),
    ],
    [],
  );
  const ports = {
    documents,
    objects,
    work: { send: async (messages: readonly WorkMessage[]) => void sent.push(...messages) },
    events: { send: async (more: readonly RunEvent[]) => void events.push(...more) },
    clock: { now: () => time.now },
    log: { info: note, warn: note, error: note },
  };
  const setTask = async (id: string, change: Partial<Task>): Promise<void> => {
    const found = await documents.find('task', 'default', id);
    if (found === undefined) throw new Error(`no task ${id}`);
    const document = { ...found.document, ...change };
    await documents.commit([{ kind: 'task', document, expectedRevision: found.revision }], []);
  };
  const runs = async () => (await documents.list('run', 'default', { limit: 1000, offset: 0 })).items;
  const traces = (name: string) => documents.traces().filter(({ trace_name }) => trace_name === name);
  return { time, documents, objects, sent, events, logged, ports, setTask, runs, traces };
};
export type World = Awaited<ReturnType<typeof openWorld>>;
