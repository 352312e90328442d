import type { ConnectionManifest } from './connection-manifest.ts';
import type { DatasetType, Shape } from './dataset-type.ts';
import type { Recipe } from './recipe.ts';
import type { Run, RunError, StageProgress } from './run.ts';

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

/** A refining task: a recipe bound to a data set and an output. */
export interface Task {
  readonly id: string;
  readonly workspace: string;
  readonly user: string;
  readonly name: string;
  readonly description: string;
  readonly source: { readonly dataset: string; readonly version: number };
  readonly recipe: Recipe;
  readonly output: { readonly dataset: string; readonly publish: boolean };
  readonly status: 'not_started' | 'running' | 'generated' | 'failed' | 'stopped';
  readonly latestRun?: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

/** Everything that the table keeps, by kind. */
export interface DocumentByKind {
  readonly connection: Connection;
  readonly dataset: Dataset;
  readonly task: Task;
  readonly run: Run;
  /** Id: `<run>#<stage>`. */
  readonly stage: StageProgress & { readonly id: string; readonly workspace: string };
}
export type DocumentKind = keyof DocumentByKind;
