import type { Run, RunError } from './run.ts';

/** What happened to a run, told to whoever listens: at least once, and without its data. */
export interface RunNotice {
  /** Follows from the run and what happened: who hears it twice can tell. */
  readonly id: string;
  readonly type: RunNoticeType;
  /** Milliseconds since the epoch, UTC. */
  readonly time: number;
  readonly workspace: string;
  readonly run: string;
  readonly kind: Run['kind'];
  readonly parent: Run['parent'];
  readonly output: Run['output'];
  /** Of `stage-done`. */
  readonly stage?: { readonly index: number; readonly kind: string; readonly shardCount: number };
  /** Of `run-failed`. */
  readonly error?: RunError;
}

/** Notices of one commit that may not have been sent yet. */
export interface NoticeOutbox {
  /** `<run>@<revision>`. */
  readonly id: string;
  readonly workspace: string;
  readonly notices: readonly RunNotice[];
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const RUN_NOTICE_TYPES = [
  'run-started',
  'stage-done',
  'run-succeeded',
  'run-failed',
  'run-stopped',
] as const;
export type RunNoticeType = (typeof RUN_NOTICE_TYPES)[number];
