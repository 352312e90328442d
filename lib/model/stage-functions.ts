import type { StageKind } from './run.ts';

/** The function that does the shards of a kind of stage, as serverless.yml declares it; a test compares the two. */
export interface StageFunction {
  readonly name: string;
  readonly memoryMegabytes: number;
  /** Shards that may be worked on at once. */
  readonly maximumConcurrency: number;
}

export const STAGE_FUNCTIONS: Readonly<Record<StageKind, StageFunction>> = {
  validate: { name: 'validateShard', memoryMegabytes: 1769, maximumConcurrency: 200 },
  import: { name: 'importShard', memoryMegabytes: 1769, maximumConcurrency: 200 },
  refine: { name: 'refineShard', memoryMegabytes: 1769, maximumConcurrency: 500 },
  publish: { name: 'publishVersion', memoryMegabytes: 1024, maximumConcurrency: 20 },
};

/** Memory at which Lambda gives a function one whole vCPU; it gives in proportion. Source: Lambda's developer guide. */
export const MEGABYTES_PER_VCPU = 1769;

/** vCPUs of the function that does a kind of stage. */
export const vcpusOf = (kind: StageKind): number =>
  STAGE_FUNCTIONS[kind].memoryMegabytes / MEGABYTES_PER_VCPU;
