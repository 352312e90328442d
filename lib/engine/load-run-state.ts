import { SluiceError } from '../errors/sluice-error.ts';
import type { Run, StageProgress } from '../model/run.ts';
import { type DocumentStore, RevisionConflict, type Write } from '../ports/document-store.ts';
import { type RunState, summaryOf } from './run-state.ts';

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
  const state = { run: run.document, stage: stage.progress };
  // Decided on, halves of two states might drop an event that has yet to be applied.
  if (isTorn(state)) throw new RevisionConflict(`run ${runId} moved while it was read`);
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

const isTorn = (state: RunState): boolean => {
  const { doneCount, shardCount } = summaryOf(state);
  return doneCount !== state.stage.doneCount || shardCount !== state.stage.shardCount;
};
