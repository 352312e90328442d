import { readJson } from '../engine/json-object.ts';
import { readSealed } from '../engine/sealed-json.ts';
import type { DatasetManifest } from '../model/dataset.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run, StageKind } from '../model/run.ts';
import type { RunSpec } from '../model/run-spec.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { operatorNames } from '../refine/operator-names.ts';
import { usageReport } from '../usage/usage-report.ts';
import { recordsIn, type StageState, secondsOf, stageStates } from './stage-states.ts';
import { reportHead, stepStatus } from './step-status.ts';

interface OverviewPorts {
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly clock: Clock;
}

/** How long a run took, its steps, and its samples before and after; of one that is under way, so far. */
export const runOverview = async ({ documents, objects, clock }: OverviewPorts, run: Run) => {
  const stages = await stageStates(documents, run);
  const until = run.endedAt ?? clock.now();
  const [first] = stages;
  const before = (await sourceCount(objects, run)) ?? (first === undefined ? 0 : recordsIn(first));
  return {
    ...reportHead(run),
    parent: run.parent,
    started_by: run.user,
    output: run.output,
    create_time: run.createdAt,
    end_time: run.endedAt,
    seconds: Math.max(0, until - run.createdAt) / 1000,
    samples_before: before,
    samples_after: samplesAfter(stages),
    rejected_count: rejectedCount(stages),
    steps: stages.map((state) => stepOf(run, state, until)),
    ...usageReport(stages),
  };
};

const stepOf = (run: Run, state: StageState, until: number) => ({
  stage: state.stage,
  kind: state.kind,
  status: stepStatus(run, state),
  shard_count: state.shardCount,
  done_count: state.doneCount,
  start_time: state.startedAt,
  end_time: state.endedAt,
  seconds: secondsOf(state, until),
  // Stages that compare keys see no samples.
  ...(state.kind === 'group' || state.kind === 'cluster'
    ? {}
    : { samples_in: recordsIn(state), samples_out: state.result.recordCount }),
  operators: operatorNames(state.result.operators.map(({ operatorId }) => operatorId)),
});

/** Records that a refining run was given; undefined of an import, and when the run's objects have expired. */
const sourceCount = async (objects: ObjectStore, run: Run): Promise<number | undefined> => {
  if (run.kind === 'import') return undefined;
  const spec = await readSealed<RunSpec>(objects, objectKeys.runSpec(run.id));
  if (spec?.kind !== 'refine') return undefined;
  if ((await objects.find(spec.sourceManifestKey)) === undefined) return undefined;
  const { recordCount } = await readJson<DatasetManifest>(objects, spec.sourceManifestKey);
  return Math.min(recordCount, spec.sampleCount ?? recordCount);
};

/** Kinds of stages that make records. */
const recordKinds: ReadonlySet<StageKind> = new Set(['import', 'refine', 'media']);

/** What has come out of the last stage that makes records. */
const samplesAfter = (stages: readonly StageState[]): number =>
  stages.findLast(({ kind }) => recordKinds.has(kind))?.result.recordCount ?? 0;

/** Validation and import find the same records bad. */
const rejectedCount = (stages: readonly StageState[]): number => {
  const counted = stages.filter(
    ({ kind }) => kind === 'validate' || (kind !== 'import' && recordKinds.has(kind)),
  );
  return counted.reduce((total, { result }) => total + result.rejectedCount, 0);
};
