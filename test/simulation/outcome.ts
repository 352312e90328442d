import { readText } from '../../lib/engine/json-object.ts';
import type { DatasetManifest } from '../../lib/model/dataset.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { Run, StageResult } from '../../lib/model/run.ts';
import type { ObjectStore } from '../../lib/ports/object-store.ts';
import type { SimulatedCloud } from './simulated-cloud.ts';

/** What came of a run, without what may differ between two runs of one thing: ids and times. */
export interface Outcome {
  readonly status: Run['status'];
  readonly errorCode: string | undefined;
  /** By name, of the version and of the records that were set aside or changed. */
  readonly textByName: ReadonlyMap<string, string>;
  /** Counts of the manifest, the report and the stages, as text. */
  readonly counts: string;
}

export const outcomeOf = async (cloud: SimulatedCloud, run: Run): Promise<Outcome> => {
  const { objects } = cloud;
  const { dataset, version } = run.output;
  const texts = new Map<string, string>();
  const folders = [
    objectKeys.datasetVersion(run.workspace, dataset, version),
    objectKeys.changesOf(run.id),
    objectKeys.rejectsOf(run.id),
  ];
  for (const folder of folders) {
    for await (const { key } of objects.list(folder)) {
      if (key.endsWith('.jsonl')) texts.set(nameOf(key, run), await readText(objects, key));
    }
  }
  return {
    status: run.status,
    errorCode: run.error?.code,
    textByName: texts,
    counts: JSON.stringify([
      await readManifest(objects, run),
      await readCounts(objects, objectKeys.report(run.id)),
      await stageCounts(cloud, run),
    ]),
  };
};

const nameOf = (key: string, run: Run): string => key.replace(run.id, 'RUN');

/** The manifest of a run's version; undefined when there is none. */
export const findManifest = async (objects: ObjectStore, run: Run): Promise<DatasetManifest | undefined> => {
  const key = objectKeys.datasetManifest(run.workspace, run.output.dataset, run.output.version);
  return (await objects.find(key)) === undefined ? undefined : JSON.parse(await readText(objects, key));
};

const readManifest = async (objects: ObjectStore, run: Run) => {
  const { createdAt: _at, createdBy: _by, ...facts } = (await findManifest(objects, run)) ?? {};
  return withoutTimes(facts);
};

const readCounts = async (objects: ObjectStore, key: string): Promise<unknown> =>
  (await objects.find(key)) === undefined
    ? undefined
    : withoutTimes(JSON.parse(await readText(objects, key)));

const stageCounts = async ({ documents }: SimulatedCloud, run: Run): Promise<readonly unknown[]> =>
  Promise.all(
    run.stages.map(async ({ kind, status, shardCount }, stage) => {
      const found = await documents.find('stage', run.workspace, `${run.id}#${stage}`);
      return [
        kind,
        status,
        shardCount,
        withoutTimes(found?.document.result satisfies StageResult | undefined),
      ];
    }),
  );

const changing =
  /^(run|seconds|.*_seconds|.*Seconds|usage|duration.*|.*_at|.*At|createdBy|attempt.*|cost|steps)$/;

/** A value without the members that tell of this run alone. */
const withoutTimes = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value ?? null, (name, member) => (changing.test(name) ? undefined : member)));
