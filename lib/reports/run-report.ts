import { readJson } from '../engine/json-object.ts';
import { readSealed } from '../engine/sealed-json.ts';
import type { DatasetManifest } from '../model/dataset.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Problem } from '../model/problem.ts';
import type { Run } from '../model/run.ts';
import type { RunSpec } from '../model/run-spec.ts';
import type { Clock } from '../ports/clock.ts';
import type { DocumentStore } from '../ports/document-store.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { OperatorRow } from '../refine/refine-report.ts';
import { usageReport } from '../usage/usage-report.ts';
import { importRows, type ReportRow, refineRows } from './report-rows.ts';
import { type StageState, secondsOf, stageStates, unreadCount } from './stage-states.ts';
import { reportHead } from './step-status.ts';

interface ReportPorts {
  readonly documents: DocumentStore;
  readonly objects: ObjectStore;
  readonly clock: Clock;
}

/**
 * What each operator of a run did: of one that is under way so far, of one that has failed until then, with the
 * failure and, of an import, the first problems. An import has its stages for operators.
 */
export const runReport = async ({ documents, objects, clock }: ReportPorts, run: Run) => {
  const stages = await stageStates(documents, run);
  const spec = await readSealed<RunSpec>(objects, objectKeys.runSpec(run.id));
  const more =
    run.kind === 'import'
      ? await importReport(objects, { run, spec, stages, until: run.endedAt ?? clock.now() })
      : await refineReportNow(objects, { run, spec, stages });
  return { ...reportHead(run), ...more, ...usageReport(stages) };
};

/** The rows of a run's report: what its operators did, by their names. */
export const reportRows = async (ports: ReportPorts, run: Run): Promise<readonly ReportRow[]> =>
  (await runReport(ports, run)).operators;

interface RunFacts {
  readonly run: Run;
  /** Undefined when the run's objects have expired. */
  readonly spec: RunSpec | undefined;
  readonly stages: readonly StageState[];
}

const refineReportNow = async (objects: ObjectStore, { run, spec, stages }: RunFacts) => {
  const refining = stages.filter(({ kind }) => kind !== 'publish');
  const last = refining.findLast(({ kind }) => kind === 'refine' || kind === 'media')?.result;
  const refineSpec = spec?.kind === 'refine' ? spec : undefined;
  const unread = refining.reduce((total, { result }) => total + unreadCount(result), 0);
  const stored = await findJson<{ readonly operators?: readonly OperatorRow[] }>(
    objects,
    objectKeys.report(run.id),
  );
  return {
    ...(await sourceOf(objects, refineSpec?.sourceManifestKey)),
    output: { ...run.output, record_count: last?.recordCount ?? 0, size_bytes: last?.sizeBytes ?? 0 },
    rejected_count: refining.reduce((total, { result }) => total + result.rejectedCount, 0),
    unread_count: unread,
    ...(refineSpec === undefined ? {} : { kept_changes: refineSpec.keptChanges }),
    operators: refineRows({ run, spec: refineSpec, stages: refining }, stored?.operators),
  };
};

const sourceOf = async (objects: ObjectStore, key: string | undefined) => {
  const manifest = key === undefined ? undefined : await findJson<DatasetManifest>(objects, key);
  if (manifest === undefined) return {};
  const { dataset, version, recordCount } = manifest;
  return { source: { dataset, version, record_count: recordCount } };
};

interface StoredImport {
  readonly format?: string;
}
interface StoredProblems {
  readonly problem_count: number;
  readonly problems: readonly Problem[];
}

const importReport = async (
  objects: ObjectStore,
  { run, spec, stages, until }: RunFacts & { readonly until: number },
) => {
  const imported = stages.findLast(({ kind }) => kind === 'import')?.result;
  const { recordCount = 0, sizeBytes = 0 } = imported ?? {};
  const stored = await findJson<StoredImport>(objects, objectKeys.report(run.id));
  const found = await findJson<StoredProblems>(objects, objectKeys.problems(run.id));
  const rejected = stages.find(({ kind }) => kind === 'validate')?.result.rejectedCount ?? 0;
  return {
    ...(spec?.kind === 'import'
      ? { files: spec.files.map(({ file, sizeBytes: bytes }) => ({ file, size_bytes: bytes })) }
      : {}),
    output: { ...run.output, record_count: recordCount, size_bytes: sizeBytes },
    record_count: recordCount,
    rejected_count: rejected,
    ...(stored?.format === undefined ? {} : { format: stored.format }),
    ...(found === undefined ? {} : { problem_count: found.problem_count, problems: found.problems }),
    operators: importRows(run, stages, (state) => secondsOf(state, until) ?? 0),
  };
};

const findJson = async <T>(objects: ObjectStore, key: string): Promise<T | undefined> =>
  (await objects.find(key)) === undefined ? undefined : readJson<T>(objects, key);
