import type { StageKind } from './run.ts';

/** What does the shards of a kind of stage, a function or a container, as serverless.yml declares it; a test compares the two. */
export interface StageFunction {
  readonly name: string;
  readonly memoryMegabytes: number;
  /** Shards that may be worked on at once. */
  readonly maximumConcurrency: number;
  /** Set where its workers are containers: `name` is then the logical name of their job definition. */
  readonly container?: { readonly vcpus: number; readonly timeoutSeconds: number };
}

export const STAGE_FUNCTIONS: Readonly<Record<StageKind, StageFunction>> = {
  validate: { name: 'validateShard', memoryMegabytes: 1769, maximumConcurrency: 200 },
  import: { name: 'importShard', memoryMegabytes: 1769, maximumConcurrency: 200 },
  refine: { name: 'refineShard', memoryMegabytes: 1769, maximumConcurrency: 500 },
  group: { name: 'groupKeys', memoryMegabytes: 1769, maximumConcurrency: 200 },
  cluster: { name: 'clusterGroups', memoryMegabytes: 3008, maximumConcurrency: 20 },
  media: {
    name: 'MediaJob',
    memoryMegabytes: 4096,
    maximumConcurrency: 128,
    container: { vcpus: 2, timeoutSeconds: 3600 },
  },
  publish: { name: 'publishVersion', memoryMegabytes: 1024, maximumConcurrency: 20 },
};

/** Memory at which Lambda gives a function one whole vCPU; it gives in proportion. Source: Lambda's developer guide. */
export const MEGABYTES_PER_VCPU = 1769;

/** vCPUs of what does a kind of stage. */
export const vcpusOf = (kind: StageKind): number => {
  const { container, memoryMegabytes } = STAGE_FUNCTIONS[kind];
  return container?.vcpus ?? memoryMegabytes / MEGABYTES_PER_VCPU;
};

/** How long a container may be at one shard of a kind of stage; 0 for functions, whose queues tell who is at work. */
export const containerSecondsOf = (kind: StageKind | undefined): number =>
  kind === undefined ? 0 : (STAGE_FUNCTIONS[kind].container?.timeoutSeconds ?? 0);

/** Whether the workers of a kind of stage are containers. */
export const isContainerKind = (kind: StageKind): boolean => STAGE_FUNCTIONS[kind].container !== undefined;
