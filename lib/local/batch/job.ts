/** In order, but for a retry, which leads back from RUNNING to RUNNABLE. Array parents go from PENDING to their end. */
export type JobStatus =
  | 'SUBMITTED'
  | 'PENDING'
  | 'RUNNABLE'
  | 'STARTING'
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED';

export interface RetryStrategy {
  /** 1 to 10. */
  readonly attempts: number;
  readonly evaluateOnExit: readonly ExitRule[];
}

/** Patterns that may end with an asterisk; all that are there must match. */
export interface ExitRule {
  readonly onStatusReason?: string | undefined;
  readonly onReason?: string | undefined;
  readonly onExitCode?: string | undefined;
  readonly action: 'RETRY' | 'EXIT';
}

/** What a job is to do, as it was submitted: never changes. */
export interface Job {
  readonly id: string;
  readonly name: string;
  /** Name of the queue. */
  readonly queue: string;
  /** Name and revision of the definition. */
  readonly definition: string;
  readonly command: readonly string[];
  /** Beside that of its definition, whose addresses may be others in the next life of the server. */
  readonly environment: Readonly<Record<string, string>>;
  readonly vcpus: number;
  readonly memoryMib: number;
  readonly retryStrategy: RetryStrategy;
  readonly timeoutSeconds?: number;
  /** Children of an array job. */
  readonly size?: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** How far a job has come: of a single job, of a child of an array, or of the parent. */
export interface JobState {
  /** The job's id; of a child with a colon and its index. */
  readonly id: string;
  readonly status: JobStatus;
  readonly statusReason?: string;
  /** Those that have ended. */
  readonly attempts: readonly Attempt[];
  /** Of the attempt under way, or else the last one. */
  readonly startedAt?: number;
  readonly stoppedAt?: number;
  /** Of the attempt under way: so that a later life of the server can end what this one left behind. */
  readonly process?: ProcessMark;
  /** Why it is to end, once somebody has asked. */
  readonly terminationReason?: string;
}

export interface ProcessMark {
  readonly pid: number;
  /** When it started, as the system counts it: a process id comes back. */
  readonly start: string;
}

export interface Attempt extends AttemptEnd {
  readonly startedAt: number;
  readonly stoppedAt: number;
}

/** How an attempt ended, in the words of AWS Batch. */
export interface AttemptEnd {
  /** Absent when the container did not get so far, or its host went away. */
  readonly exitCode?: number;
  /** Of the container. */
  readonly reason?: string;
  readonly statusReason: string;
}

export const STATUS_REASON = {
  exited: 'Essential container in task exited',
  timedOut: 'Job attempt duration exceeded timeout',
  hostGone: 'Host EC2 (instance i-local) terminated.',
  notStarted: 'Task failed to start',
} as const;

export const outOfMemoryReason = 'OutOfMemoryError: Container killed due to memory usage';

export const hasEnded = ({ status }: Pick<JobState, 'status'>): boolean =>
  status === 'SUCCEEDED' || status === 'FAILED';

/** Id of a child. */
export const childId = (jobId: string, index: number): string => `${jobId}:${index}`;

/** The job's own id and, of a child, its index. */
export const parseJobId = (id: string): { readonly jobId: string; readonly index: number | undefined } => {
  const [jobId = '', index] = id.split(':');
  return { jobId, index: index === undefined ? undefined : Number(index) };
};
