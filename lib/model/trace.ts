/** An audit entry. Field names follow the specification's trace structure. */
export interface Trace {
  /** Unique; sorts by time. */
  readonly trace_id: string;
  /** Milliseconds since the epoch, UTC. */
  readonly time: number;
  readonly trace_name: TraceName;
  readonly trace_rating: 'normal' | 'warning' | 'incident';
  readonly resource_type: 'dataConnection' | 'dataset' | 'refineJob' | 'run' | 'schedule' | 'command';
  readonly resource_id: string;
  readonly resource_name: string;
  readonly workspace_id: string;
  /** Who: a user name, or `sluice` for what the system did by itself. */
  readonly user: string;
  /** What was asked for: ids, names and counts, never record contents or secrets. */
  readonly request?: Readonly<Record<string, unknown>>;
  /** What came of it; a failure has `error_code`. */
  readonly response?: Readonly<Record<string, unknown>>;
}

/** The thirteen names of the guide's table 6-1, then ours in the same style. */
export const TRACE_NAMES = [
  'createDataset',
  'deleteDataset',
  'updateDataset',
  'publishDatasetVersion',
  'deleteDatasetVersion',
  'syncDataSource',
  'exportDataFromDataset',
  'createLabel',
  'updateLabel',
  'deleteLabel',
  'deleteLabelWithSamples',
  'uploadSamples',
  'deleteSamples',
  'createDataConnection',
  'updateDataConnection',
  'startDataConnection',
  'finishDataConnection',
  'failDataConnection',
  'retryDataConnection',
  'stopDataConnection',
  'deleteDataConnection',
  'restoreDataConnection',
  'createRefineJob',
  'updateRefineJob',
  'startRefineJob',
  'finishRefineJob',
  'failRefineJob',
  'retryRefineJob',
  'stopRefineJob',
  'deleteRefineJob',
  'restoreRefineJob',
  'stopGenerateDataset',
  'createSchedule',
  'updateSchedule',
  'fireSchedule',
  'deleteSchedule',
  'acceptCommand',
  'refuseCommand',
  'stopRun',
  'retryRun',
  'startRunStage',
  'finishRunStage',
  'retryRunShard',
  'redoRunShards',
] as const;
export type TraceName = (typeof TRACE_NAMES)[number];
