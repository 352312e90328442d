import type { Run } from '../model/run.ts';
import type { NoticeOutbox, RunNotice } from '../model/run-notice.ts';
import type { DocumentStore, Write } from '../ports/document-store.ts';
import type { Log } from '../ports/log.ts';
import type { NoticeQueue } from '../ports/queues.ts';

interface NoticePorts {
  readonly documents: DocumentStore;
  /** Absent where nobody listens. */
  readonly notices?: NoticeQueue;
}

/** The notices that a commit of a run is news of, and the write that makes them part of it. */
export interface CommittedNotices {
  readonly outbox: NoticeOutbox | undefined;
  readonly writes: readonly Write[];
}

/**
 * Puts notices into the commit that they tell of, which leads the run to `revision`: what is committed will be told, even
 * if the process dies before it can send.
 */
export const commitNotices = (
  queue: NoticeQueue | undefined,
  notices: readonly RunNotice[],
  { run, revision }: { readonly run: Run; readonly revision: number },
): CommittedNotices => {
  if (queue === undefined || notices.length === 0) return { outbox: undefined, writes: [] };
  const { id, workspace, updatedAt } = run;
  const outbox = { id: `${id}@${revision}`, workspace, notices, createdAt: updatedAt, updatedAt };
  return { outbox, writes: [{ kind: 'outbox', document: outbox, expectedRevision: 0 }] };
};

/** Sends what has been committed. What can't be sent now stays in the table, until {@link sendLeftNotices} finds it. */
export const sendNotices = async (ports: NoticePorts, outbox: NoticeOutbox | undefined): Promise<void> => {
  if (outbox !== undefined) await emptyOutbox(ports, outbox).catch(() => {});
};

/** Sends notices that have lain for so long, milliseconds, that whoever committed them can't be about to. */
export const sendLeftNotices = async (
  ports: NoticePorts & { readonly log: Log },
  { now, leftAfterMs }: { readonly now: number; readonly leftAfterMs: number },
): Promise<void> => {
  if (ports.notices === undefined) return;
  for (const outbox of await ports.documents.listOutboxes()) {
    if (now - outbox.createdAt < leftAfterMs) continue;
    ports.log.warn('notices that were left are sent', { outbox: outbox.id, count: outbox.notices.length });
    await emptyOutbox(ports, outbox);
  }
};

const emptyOutbox = async ({ documents, notices }: NoticePorts, outbox: NoticeOutbox): Promise<void> => {
  await notices?.send(outbox.notices);
  const removal = { kind: 'outbox', document: outbox, expectedRevision: 1, isRemoval: true } as const;
  await documents.commit([removal], []);
};
