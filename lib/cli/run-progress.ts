import type { Progress } from './terminal/progress-bar.ts';

/** A run as far as its progress is concerned, from the engine or from the API. */
interface RunState {
  readonly stages: readonly {
    readonly kind: string;
    readonly status: string;
    readonly shardCount: number;
    readonly doneCount: number;
  }[];
}

/** What a progress bar shows of a run: the stage under way, and how many of its shards are done. */
export const runProgress = ({ stages }: RunState): Progress => {
  const current = stages.find(({ status }) => status === 'planning' || status === 'running') ?? stages.at(-1);
  return {
    label: current?.kind ?? '',
    doneCount: current?.doneCount ?? 0,
    totalCount: current?.shardCount ?? 0,
  };
};
