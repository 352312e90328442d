import { SluiceError } from '../errors/sluice-error.ts';
import type { Run, StageProgress } from '../model/run.ts';
import { type DocumentStore, RevisionConflict, type Write } from '../ports/document-store.ts';
import { type RunState, summaryAt } from './run-state.ts';

/** A run's state with the revisions that it was read at. */
export interface LoadedState {
  readonly state: RunState;
  readonly runRevision: number;
  readonly stageRevision: number;
}

/**
 * Reads a run and the progress of its current stage.
 * @throws RevisionConflict when a commit came between the two reads
 * @throws SluiceError ModelArts.72020020 when there is no such run
 */
export const loadRunState = async (documents: DocumentStore, runId: string): Promise<LoadedState> => {
  const run = await documents.findRun(runId);
  if (run === undefined) throw new SluiceError('ModelArts.72020020', { run: runId });
  const stage = await findStage(documents, run.document, run.document.stageIndex);
  if (stage === undefined)
    throw new SluiceError('ModelArts.72020000', { reason: `no progress of run ${runId}` });
  requireWhole(run.document, stage.progress);
  const state = { run: run.document, stage: stage.progress };
  return { state, runRevision: run.revision, stageRevision: stage.revision };
};

/** The progress of a stage of a run; undefined when it has not been entered. */
export const findStage = async (
  documents: DocumentStore,
  run: Run,
  stage: number,
): Promise<{ readonly progress: StageProgress; readonly revision: number } | undefined> => {
  const found = await documents.find('stage', run.workspace, stageDocumentId(run.id, stage));
  if (found === undefined) return undefined;
  const { id: _id, workspace: _workspace, ...progress } = found.document;
  return { progress, revision: found.revision };
};

/** The write of a stage's progress, which is a document of its own. */
export const stageWrite = (workspace: string, progress: StageProgress, expectedRevision: number): Write => ({
  kind: 'stage',
  document: { ...progress, id: stageDocumentId(progress.runId, progress.stage), workspace },
  expectedRevision,
});

const stageDocumentId = (runId: string, stage: number): string => `${runId}#${stage}`;

/**
 * Decided on, halves of two states might drop an event that has yet to be applied.
 * @throws RevisionConflict when the two are not of one state
 */
export const requireWhole = (run: Run, { stage, doneCount, shardCount }: StageProgress): void => {
  const summary = summaryAt(run, stage);
  if (doneCount !== summary.doneCount || shardCount !== summary.shardCount)
    throw new RevisionConflict(`run ${run.id} moved while it was read`);
};
