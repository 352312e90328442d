import { parseInboxKey } from '../model/object-keys.ts';
import type { ObjectStore, StoredObject } from '../ports/object-store.ts';

/** Objects that belong together, under one prefix. */
export interface ObjectFolder {
  readonly prefix: string;
  objectCount: number;
  sizeBytes: number;
  /** Milliseconds since the epoch. */
  newestAt: number;
}

export interface RunFolder extends ObjectFolder {
  readonly run: string;
  hasSpec: boolean;
  readonly plannedStages: Set<number>;
}

export interface VersionFolder extends ObjectFolder {
  readonly workspace: string;
  readonly dataset: string;
  readonly version: number;
  hasManifest: boolean;
}

export interface UploadFolder extends ObjectFolder {
  readonly workspace: string;
  readonly connection: string;
}

export interface ObjectSurvey {
  readonly runs: ReadonlyMap<string, RunFolder>;
  readonly versions: readonly VersionFolder[];
  readonly uploads: readonly UploadFolder[];
}

/** One pass over all objects; keeps a few facts for each folder, however many objects it holds. */
export const surveyObjects = async (objects: ObjectStore): Promise<ObjectSurvey> => {
  const [runs, versions, uploads] = [
    await surveyRuns(objects),
    await surveyVersions(objects),
    await surveyUploads(objects),
  ];
  return { runs, versions: [...versions.values()], uploads: [...uploads.values()] };
};

const surveyRuns = async (objects: ObjectStore): Promise<Map<string, RunFolder>> => {
  const folders = new Map<string, RunFolder>();
  for await (const object of objects.list('runs/')) {
    const [, run = '', rest = ''] = /^runs\/([^/]+)\/(.+)$/.exec(object.key) ?? [];
    if (run === '') continue;
    const folder = folders.get(run) ?? {
      ...emptyFolder(`runs/${run}/`),
      run,
      hasSpec: false,
      plannedStages: new Set<number>(),
    };
    folders.set(run, folder);
    count(folder, object);
    if (rest === 'spec.json') folder.hasSpec = true;
    const stage = /^(\d+)\/plan\.json$/.exec(rest)?.[1];
    if (stage !== undefined) folder.plannedStages.add(Number(stage));
  }
  return folders;
};

const surveyVersions = async (objects: ObjectStore): Promise<Map<string, VersionFolder>> => {
  const folders = new Map<string, VersionFolder>();
  for await (const object of objects.list('datasets/')) {
    const match = /^(datasets\/([^/]+)\/([^/]+)\/v(\d+)\/)(.+)$/.exec(object.key);
    if (match === null) continue;
    const [, prefix = '', workspace = '', dataset = '', version, rest] = match;
    const folder = folders.get(prefix) ?? {
      ...emptyFolder(prefix),
      workspace,
      dataset,
      version: Number(version),
      hasManifest: false,
    };
    folders.set(prefix, folder);
    count(folder, object);
    if (rest === 'manifest.json') folder.hasManifest = true;
  }
  return folders;
};

const surveyUploads = async (objects: ObjectStore): Promise<Map<string, UploadFolder>> => {
  const folders = new Map<string, UploadFolder>();
  for await (const object of objects.list('inbox/')) {
    const place = parseInboxKey(object.key);
    if (place === undefined) continue;
    const { workspace, connection } = place;
    const prefix = `inbox/${workspace}/${connection}/`;
    const folder = folders.get(prefix) ?? { ...emptyFolder(prefix), workspace, connection };
    folders.set(prefix, folder);
    count(folder, object);
  }
  return folders;
};

const emptyFolder = (prefix: string): ObjectFolder => ({ prefix, objectCount: 0, sizeBytes: 0, newestAt: 0 });

const count = (folder: ObjectFolder, { sizeBytes, modifiedAt }: StoredObject): void => {
  folder.objectCount++;
  folder.sizeBytes += sizeBytes;
  folder.newestAt = Math.max(folder.newestAt, modifiedAt);
};
