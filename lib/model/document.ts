import type { ConnectionManifest } from './connection-manifest.ts';
import type { DatasetType, Shape } from './dataset-type.ts';
import type { Recipe } from './recipe.ts';
import type { Run, RunError, StageProgress } from './run.ts';
import type { NoticeOutbox } from './run-notice.ts';

/** A connection: a task that imports a source. Its id is its folder's name under `inbox/<workspace>/`. */
export interface Connection {
  readonly id: string;
  readonly workspace: string;
  readonly user: string;
  readonly name: string;
  /** Absent when `connection.json` could not be read as one. */
  readonly manifest?: ConnectionManifest;
  readonly status: 'pending' | 'running' | 'success' | 'failed' | 'stopped';
  readonly latestRun?: string;
  /** Why an import did not start, or how its run failed. */
  readonly error?: RunError;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Set while it is deleted but can be restored. */
  readonly deletedAt?: number;
}

/** A data set; its id is its name, unique in the workspace, deleted ones included. */
export interface Dataset {
  readonly id: string;
  readonly workspace: string;
  readonly user: string;
  readonly description: string;
  readonly type: DatasetType;
  readonly format: Shape | 'mixed';
  /** `creating` and `failed` until a first version is there: the name is taken, nothing can be used. */
  readonly status: 'creating' | 'failed' | 'online' | 'offline';
  /** The connection or task that may make versions of it. */
  readonly madeBy: string;
  /** Newest published version; 0 while the first is being made. */
  readonly version: number;
  readonly recordCount: number;
  readonly sizeBytes: number;
  readonly properties: Readonly<Record<string, string>>;
  readonly copyright: Readonly<Record<string, string>>;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** A refining task: a recipe bound to a data set and an output. It can be started when it has both. */
export interface Task {
  readonly id: string;
  readonly workspace: string;
  readonly user: string;
  readonly name: string;
  readonly description: string;
  readonly source: { readonly dataset: string; readonly version: number };
  /** Absent while the task is unfinished. */
  readonly recipe?: Recipe;
  /** Absent while the task is unfinished. */
  readonly output?: TaskOutput;
  readonly status: TaskStatus;
  readonly latestRun?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** Who changed it last, and when; absent while nobody has. */
  readonly edited?: { readonly user: string; readonly at: number };
  /** Set while it is deleted but can be restored. */
  readonly deletedAt?: number;
}

/** The data set that a task makes a version of. */
export interface TaskOutput {
  readonly dataset: string;
  /** Whether the version goes online. */
  readonly publish: boolean;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, string>>;
}

/** `pending` until the first work is planned, `generating` while what was refined becomes a version. */
export type TaskStatus =
  | 'not_started'
  | 'pending'
  | 'running'
  | 'generating'
  | 'generated'
  | 'failed'
  | 'stopping'
  | 'stopped';

/** What starts by itself, and when. */
export interface Schedule {
  readonly id: string;
  readonly workspace: string;
  readonly user: string;
  readonly name: string;
  /** `rate(5 minutes)` or `cron(0 3 * * ? *)`, in UTC, as EventBridge has them. */
  readonly expression: string;
  /** The task that is started, or the connection whose source is synchronized. */
  readonly target: { readonly kind: 'task' | 'connection'; readonly id: string };
  readonly status: 'enabled' | 'disabled';
  /** The slot that is due next; absent when there is none. */
  readonly nextAt?: number;
  /** The slot that was fired last, and what came of it; with neither run nor error, there was nothing to do. */
  readonly last?: {
    readonly slot: number;
    /** Set while what comes of it is not known yet. */
    readonly claimedAt?: number;
    readonly run?: string;
    readonly error?: RunError;
  };
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Everything that the table keeps, by kind. */
export interface DocumentByKind {
  readonly connection: Connection;
  readonly dataset: Dataset;
  readonly task: Task;
  readonly schedule: Schedule;
  readonly run: Run;
  /** Id: `<run>#<stage>`. */
  readonly stage: StageProgress & { readonly id: string; readonly workspace: string };
  readonly outbox: NoticeOutbox;
}
export type DocumentKind = keyof DocumentByKind;

/** What people see lists of. Stages are found by the run that they belong to. */
export type ListedKind = Exclude<DocumentKind, 'stage' | 'outbox'>;
