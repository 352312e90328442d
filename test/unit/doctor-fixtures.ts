import type { TreatmentPorts } from '../../lib/doctor/doctor-ports.ts';
import type { QueueView } from '../../lib/doctor/queue-watch.ts';
import { coordinate } from '../../lib/engine/coordinate.ts';
import { createRun } from '../../lib/engine/create-run.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { Run, RunEvent, WorkMessage } from '../../lib/model/run.ts';
import type { RunNotice } from '../../lib/model/run-notice.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { MemoryTraceStore } from '../../lib/ports/memory/memory-trace-store.ts';
import { connectionDocument, datasetDocument, runDocument, shardResult } from './engine-documents.ts';
import { silentLog } from './notices-fixtures.ts';

/** A day after the objects that tests write: memory stores stamp them with the machine's time. */
export const tomorrow = Date.now() + 25 * 3_600_000;

/** A small deployment in memory, at a time that tests set. */
export const deployment = () => {
  const documents = new MemoryDocumentStore();
  const objects = new MemoryObjectStore();
  const clock = { time: tomorrow, now: () => clock.time };
  const sent: WorkMessage[] = [];
  const told: RunNotice[] = [];
  const redriven: string[] = [];
  let queues: readonly QueueView[] = [];
  const engine = {
    documents,
    work: { send: async (messages: readonly WorkMessage[]) => void sent.push(...messages) },
    notices: { send: async (notices: readonly RunNotice[]) => void told.push(...notices) },
    clock,
    log: silentLog().log,
  };
  const ports: TreatmentPorts = {
    ...engine,
    objects,
    traces: new MemoryTraceStore(documents),
    queues: {
      list: async () => queues,
      redrive: async (name) => {
        redriven.push(name);
        return queues.find((queue) => queue.name === name)?.messageCount ?? 0;
      },
    },
  };

  /** A run of an import with its documents and spec. */
  const startRun = async (id = 'run-1'): Promise<Run> => {
    const template = runDocument({ kind: 'import' });
    const run: Run = {
      ...template,
      id,
      parent: { ...template.parent, id: `parent-of-${id}` },
      output: { dataset: `output-of-${id}`, version: 1 },
      createdAt: clock.time,
      updatedAt: clock.time,
    };
    await objects.write(objectKeys.runSpec(id), Buffer.from('{}'));
    const connection = {
      kind: 'connection',
      document: connectionDocument(run),
      expectedRevision: 0,
    } as const;
    const dataset = { kind: 'dataset', document: datasetDocument(run), expectedRevision: 0 } as const;
    await createRun(engine, run, { writes: [connection, dataset], traces: [] });
    sent.length = 0;
    return run;
  };
  const apply = async (...events: readonly RunEvent[]): Promise<void> => {
    const { failed } = await coordinate(engine, events);
    if (failed.length > 0) throw new Error('events could not be applied');
  };
  const failPlanning = (runId: string): Promise<void> => {
    const error = { code: 'ModelArts.72020000', message: '', details: {} } as const;
    return apply({
      type: 'work-failed',
      runId,
      stage: 0,
      attempt: 1,
      shard: 'plan',
      error,
      isRetryable: false,
    });
  };
  /** Plans a stage and does its shards, as many as are asked for. */
  const doStage = async (
    runId: string,
    stage: number,
    { shards = 1, done }: { readonly shards?: number; readonly done?: number } = {},
  ): Promise<void> => {
    await objects.write(objectKeys.stagePlan(runId, stage), Buffer.from('{}'));
    await apply({ type: 'stage-planned', runId, stage, attempt: 1, shardCount: shards });
    for (let shard = 0; shard < (done ?? shards); shard++) {
      const result = shardResult({ hasRejects: false }, 'validate', shard);
      await apply({ type: 'shard-succeeded', runId, stage, attempt: 1, shard, result });
    }
  };
  /** Brings a run to its end. */
  const finish = async (run: Run): Promise<void> => {
    for (const stage of [0, 1, 2]) await doStage(run.id, stage);
    const { dataset, version } = run.output;
    const key = objectKeys.datasetPart('default', dataset, version, 0);
    await objects.write(key, Buffer.from('{"text":"one"}\n'));
    const manifest = JSON.stringify({ parts: [{ key, sizeBytes: 15 }] });
    await objects.write(objectKeys.datasetManifest('default', dataset, version), Buffer.from(manifest));
  };
  return {
    ports,
    documents,
    objects,
    clock,
    sent,
    told,
    redriven,
    startRun,
    apply,
    failPlanning,
    doStage,
    finish,
    setQueues: (...views: readonly Partial<QueueView>[]) => {
      queues = views.map((view) => ({
        name: 'queue',
        deadLettersOf: [],
        isWorked: false,
        messageCount: 0,
        sample: [],
        ...view,
      }));
    },
  };
};
