import { DEFAULT_WINDOW, type Run, type StageKind } from '../model/run.ts';

interface NewRun
  extends Pick<
    Run,
    'id' | 'kind' | 'mode' | 'publish' | 'workspace' | 'user' | 'parent' | 'output' | 'createdAt'
  > {
  /** What its stages do, in order; by default those of a run that goes over each record once. */
  readonly stages?: readonly StageKind[];
  /** Stages that have fewer shards out at once than the others. */
  readonly limited?: { readonly stages: readonly number[]; readonly window: number };
}

const stagesByKind: Readonly<Record<Run['kind'], readonly StageKind[]>> = {
  import: ['validate', 'import', 'publish'],
  refine: ['refine', 'publish'],
};

/** A run whose stages all wait. */
export const newRun = ({ stages, limited, ...facts }: NewRun): Run => ({
  ...facts,
  status: 'running',
  stages: (stages ?? stagesByKind[facts.kind]).map((kind, index) => ({
    kind,
    status: 'waiting',
    shardCount: 0,
    doneCount: 0,
    ...(limited?.stages.includes(index) ? { window: limited.window } : {}),
  })),
  stageIndex: 0,
  window: DEFAULT_WINDOW,
  updatedAt: facts.createdAt,
});
