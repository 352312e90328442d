import type { Run } from '../model/run.ts';
import type { Trace } from '../model/trace.ts';
import { type DocumentStore, RevisionConflict, type Write } from '../ports/document-store.ts';
import type { NoticeQueue, WorkQueue } from '../ports/queues.ts';
import { effectsOf } from './effects-of.ts';
import { loadRunState, stageWrite } from './load-run-state.ts';
import { commitNotices, sendNotices } from './notice-outbox.ts';
import { noticesBetween } from './run-notices.ts';
import { enterStage, type RunState, summaryOf } from './run-state.ts';
import { numberTraces, stageStarted } from './run-traces.ts';
import { sendEffects } from './send-effects.ts';

/** What changes together with the creation of a run, such as the document of its connection. */
export interface RunCompanions {
  readonly writes: readonly Write[];
  readonly traces: readonly Trace[];
}

interface RunStarter {
  readonly documents: DocumentStore;
  readonly work: WorkQueue;
  /** Absent where nobody listens. */
  readonly notices?: NoticeQueue;
}

/**
 * Creates a run, whose stages all wait, and sends its first work. Where the run exists already nothing is written;
 * its first work is sent again if it may never have been.
 * @throws RevisionConflict when one of the other documents is not at its expected revision
 */
export const createRun = async (
  ports: RunStarter,
  run: Run,
  { writes, traces }: RunCompanions,
): Promise<void> => {
  const started = enterStage(run, 0, run.createdAt);
  const runWrites: readonly Write[] = [
    { kind: 'run', document: started.run, expectedRevision: 0 },
    stageWrite(run.workspace, started.stage, 0),
  ];
  const news = commitNotices(ports.notices, noticesBetween(undefined, started), {
    run: started.run,
    revision: 1,
  });
  const runTraces = numberTraces([stageStarted(started.run, 0)], started.run, 1);
  try {
    await ports.documents.commit([...runWrites, ...news.writes, ...writes], [...traces, ...runTraces]);
  } catch (error) {
    if (!(error instanceof RevisionConflict)) throw error;
    if ((await ports.documents.findRun(run.id)) === undefined) throw error;
    await resendStart(ports, run.id);
    return;
  }
  await sendEffects(ports.work, effectsOf(started));
  await sendNotices(ports, news.outbox);
};

/** Sends the first work of a run again if it may never have been sent: a crash may have come after the commit. */
export const resendStart = async (ports: RunStarter, runId: string): Promise<void> => {
  const { state } = await loadRunState(ports.documents, runId);
  if (isAtStart(state)) await sendEffects(ports.work, effectsOf(state));
};

const isAtStart = (state: RunState): boolean =>
  state.run.stageIndex === 0 && summaryOf(state).status === 'planning';
