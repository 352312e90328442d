import { DEFAULT_WINDOW, type Run, type StageKind } from '../model/run.ts';

type NewRun = Pick<
  Run,
  'id' | 'kind' | 'mode' | 'publish' | 'workspace' | 'user' | 'parent' | 'output' | 'createdAt'
>;

const stagesByKind: Readonly<Record<Run['kind'], readonly StageKind[]>> = {
  import: ['validate', 'import', 'publish'],
  refine: ['refine', 'publish'],
};

/** A run whose stages all wait: the one place that knows which stages a kind of run has. */
export const newRun = (facts: NewRun): Run => ({
  ...facts,
  status: 'running',
  stages: stagesByKind[facts.kind].map((kind) => ({ kind, status: 'waiting', shardCount: 0, doneCount: 0 })),
  stageIndex: 0,
  window: DEFAULT_WINDOW,
  updatedAt: facts.createdAt,
});
