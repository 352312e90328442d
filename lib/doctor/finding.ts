/** What is wrong, and what to do about it. */
export interface Finding {
  /** An `error` loses or blocks something; a `warning` may heal by itself, or only takes room. */
  readonly severity: 'error' | 'warning';
  readonly check: CheckName;
  readonly what: string;
  /** The run, queue, schedule, object prefix or file. */
  readonly where: string;
  readonly remedy: string;
  readonly facts?: Readonly<Record<string, string | number>>;
}

export type CheckName =
  | 'stuck-run'
  | 'run-objects'
  | 'run-state'
  | 'run-trace'
  | 'orphan'
  | 'schedule'
  | 'dead-letters'
  | 'temporary-file';
