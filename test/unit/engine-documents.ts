import type { Connection, Dataset, Task } from '../../lib/model/document.ts';
import type { Run, StageKind, StageResult } from '../../lib/model/run.ts';

/** A run that has not started. */
export const runDocument = ({
  kind = 'refine',
  mode = 'strict',
  version = 1,
  window = 1000,
}: {
  readonly kind?: Run['kind'];
  readonly mode?: Run['mode'];
  readonly version?: number;
  readonly window?: number;
} = {}): Run => ({
  id: 'run-1',
  kind,
  mode,
  publish: true,
  workspace: 'default',
  user: 'ann',
  parent: { kind: kind === 'import' ? 'connection' : 'task', id: 'parent-1', name: 'a parent' },
  status: 'running',
  stages: stageKinds[kind].map((stage) => ({ kind: stage, status: 'waiting', shardCount: 0, doneCount: 0 })),
  stageIndex: 0,
  window,
  output: { dataset: 'output', version },
  createdAt: 1000,
  updatedAt: 1000,
});

const stageKinds: Readonly<Record<Run['kind'], readonly StageKind[]>> = {
  import: ['validate', 'import', 'publish'],
  refine: ['refine', 'refine', 'publish'],
};

export const connectionDocument = ({ id, workspace, parent }: Run): Connection => ({
  id: parent.id,
  workspace,
  user: 'ann',
  name: parent.name,
  status: 'running',
  latestRun: id,
  createdAt: 1000,
  updatedAt: 1000,
});

export const taskDocument = ({ id, workspace, parent, output }: Run): Task => ({
  id: parent.id,
  workspace,
  user: 'ann',
  name: parent.name,
  description: '',
  source: { dataset: 'source', version: 1 },
  recipe: { operators: [{ id: 'start-node', params: {} }] },
  output: { dataset: output.dataset, publish: true },
  status: 'running',
  latestRun: id,
  createdAt: 1000,
  updatedAt: 1000,
});

export const datasetDocument = ({ workspace, parent, output }: Run): Dataset => ({
  id: output.dataset,
  workspace,
  user: 'ann',
  description: '',
  type: 'pretrain',
  format: 'platform',
  status: 'creating',
  madeBy: parent.id,
  version: 0,
  recordCount: 0,
  sizeBytes: 0,
  properties: {},
  copyright: {},
  createdAt: 1000,
  updatedAt: 1000,
});

/** Powers of two: a sum of them tells which shards were counted, and how often. */
export const shardResult = (
  { hasRejects }: { readonly hasRejects: boolean },
  kind: StageKind,
  shard: number,
): StageResult => ({
  recordCount: 2 ** shard,
  rejectedCount: hasRejects && kind === 'validate' ? 1 : 0,
  sizeBytes: 100,
  operators: [],
});
