import { SluiceError } from '../errors/sluice-error.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { ReportRow } from './report-rows.ts';

/** A file with records behind the counts of an operator. */
export interface AnalysisFile {
  readonly key: string;
  /** Inside the run's folder, such as `changes/<operator>/00000.jsonl`. */
  readonly path: string;
  readonly kind: 'changes' | 'clusters' | 'rejects';
  readonly sizeBytes: number;
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** What a report counts records for: one of its rows, or the reading of records before any operator sees them. */
export interface Step {
  readonly name: string;
  readonly row?: ReportRow;
}

/** The name of what rejects records whose lines can't be read, in a refining run. */
export const readingStep = 'refine';

/** The step of this name; undefined when the run has none. */
export const findStep = (run: Run, rows: readonly ReportRow[], name: string): Step | undefined => {
  const row = rows.find((one) => one.name === name);
  if (row !== undefined) return { name, row };
  return run.kind === 'refine' && name === readingStep ? { name } : undefined;
};

/** The files of a step. Records that were rejected lie together, whichever operator could not do them. */
export async function* operatorFiles(
  objects: ObjectStore,
  run: Run,
  { name, row }: Step,
  kinds: readonly AnalysisFile['kind'][] = ['changes', 'clusters', 'rejects'],
): AsyncGenerator<AnalysisFile> {
  const hasChanges = run.kind === 'refine' && row !== undefined && kinds.includes('changes');
  if (hasChanges)
    yield* filesUnder(objects, run, { kind: 'changes', prefix: objectKeys.operatorChanges(run.id, name) });
  // Groups of records that an operator has compared with each other.
  if (run.kind === 'refine' && row !== undefined && kinds.includes('clusters'))
    yield* filesUnder(objects, run, { kind: 'clusters', prefix: objectKeys.operatorClusters(run.id, name) });
  const hasRejects = kinds.includes('rejects') && (row === undefined || row.rejected > 0);
  if (hasRejects) yield* filesUnder(objects, run, { kind: 'rejects', prefix: objectKeys.rejectsOf(run.id) });
}

async function* filesUnder(
  objects: ObjectStore,
  run: Run,
  { kind, prefix }: { readonly kind: AnalysisFile['kind']; readonly prefix: string },
): AsyncGenerator<AnalysisFile> {
  const folder = objectKeys.folder(run.id);
  for await (const { key, sizeBytes, etag, modifiedAt } of objects.list(prefix)) {
    yield { key, path: key.slice(folder.length), kind, sizeBytes, etag, modifiedAt };
  }
}

/** @throws SluiceError ModelArts.72020108 when the run has no such step */
export const requireStep = (run: Run, rows: readonly ReportRow[], name: string): Step => {
  const step = findStep(run, rows, name);
  if (step !== undefined) return step;
  throw new SluiceError('ModelArts.72020108', { path: `changes/${name}/`, reason: noSuchOperator });
};

export const noSuchOperator = 'the run has no such operator';
