import type { Run, StageProgress, WorkMessage } from '../../lib/model/run.ts';
import type { Trace } from '../../lib/model/trace.ts';
import type { Write } from '../../lib/ports/document-store.ts';
import type { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { traceViolations } from './watch-run.ts';

/** Watches every commit and every send, and says at once what must not be. */
export interface Watch {
  commit(writes: readonly Write[], traces: readonly Trace[]): Promise<void>;
  sent(messages: readonly WorkMessage[]): void;
  readonly violations: readonly string[];
  readonly commitCount: () => number;
}

export const watchCommits = (documents: MemoryDocumentStore, onCommit: () => void): Watch => {
  const violations: string[] = [];
  const known = createKnownWork();
  let [commitCount, traceCount] = [0, 0];
  return {
    violations,
    commitCount: () => commitCount,
    sent: (messages) => {
      for (const message of messages) {
        if (!known.holds(message))
          violations.push(`${messageName(message)} was sent and nobody had committed to it`);
        known.sent(message);
      }
    },
    commit: async (writes, traces) => {
      const befores = await Promise.all(
        writes.map(({ kind, document }) => documents.find(kind, document.workspace, document.id)),
      );
      await documents.commit(writes, traces);
      commitCount++;
      traceCount += traces.length;
      if (documents.traces().length !== traceCount) violations.push('two traces have one id');
      // A stage that is entered again, after damage to one before it, begins anew.
      const isRedone = traces.some(({ trace_name }) =>
        ['redoRunShards', 'startRunStage'].includes(trace_name),
      );
      for (const [index, write] of writes.entries()) {
        const before = befores[index]?.document;
        if (write.kind === 'run') {
          violations.push(...traceViolations(before as Run | undefined, write.document, traces)); // of this kind
          known.run(write.document);
        }
        if (write.kind === 'stage') {
          const progress = before as StageProgress | undefined; // of this kind
          violations.push(...progressViolations(progress, write.document, isRedone));
          violations.push(...known.attemptViolations(write.document, traces));
          violations.push(...retryViolations(progress, write.document, traces));
          known.stage(write.document, traces);
        }
      }
      onCommit();
    },
  };
};

const messageName = ({ runId, stage, shard, attempt }: WorkMessage): string =>
  `work ${runId} ${stage}/${shard}.${attempt}`;

const progressViolations = (
  before: StageProgress | undefined,
  after: StageProgress,
  isRedone: boolean,
): readonly string[] => {
  const where = `stage ${after.stage} of run ${after.runId}`;
  const bitCount = shardsIn(after.doneBits).length;
  const hasForgotten = shardsIn(before?.doneBits ?? '').some(
    (shard) => !shardsIn(after.doneBits).includes(shard),
  );
  return [
    ...(bitCount === after.doneCount
      ? []
      : [`${where} counts ${after.doneCount} of ${bitCount} done shards`]),
    ...(hasForgotten && !isRedone && before?.shardCount === after.shardCount
      ? [`${where} forgot a shard that was done`]
      : []),
    ...(after.sentCount < after.doneCount ? [`${where} has more shards done than sent`] : []),
  ];
};

const shardsIn = (bits: string): readonly number[] =>
  [...Buffer.from(bits, 'base64')].flatMap((byte, index) =>
    [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (byte & (1 << bit)) !== 0).map((bit) => index * 8 + bit),
  );

/** Whatever is at another attempt than before has the trace of its retry. */
const retryViolations = (
  before: StageProgress | undefined,
  after: StageProgress,
  traces: readonly Trace[],
): readonly string[] => {
  if (before === undefined || before.firstAttempt !== after.firstAttempt) return [];
  const told = traces
    .filter(({ trace_name }) => trace_name === 'retryRunShard')
    .map(({ request }) => request?.['shard']);
  const retried = Object.keys(after.attemptByShard)
    .filter((shard) => failedAttempt(after, shard) !== failedAttempt(before, shard))
    .map(Number);
  const untold = retried.filter((shard) => !told.includes(shard));
  if (after.attempt > before.attempt && !told.includes('plan')) untold.push(-1);
  return untold.map((shard) => `shard ${shard} of run ${after.runId} was retried without a trace`);
};

/** The attempt of a shard, those left out after which it only had to wait. */
const failedAttempt = (
  { attemptByShard, firstAttempt, postponedByShard }: StageProgress,
  shard: string,
): number => (attemptByShard[shard] ?? firstAttempt) - (postponedByShard?.[shard]?.count ?? 0);

/** All that commits have said is to be under way, for good: a send may come late, but never ahead of its commit. */
const createKnownWork = () => {
  const lastStageByRun = new Map<string, number>();
  const latest = new Map<string, number>();
  const sentAttempt = new Map<string, number>();
  const highest = (map: Map<string, number>, key: string, value: number): void => {
    map.set(key, Math.max(map.get(key) ?? 0, value));
  };
  return {
    run: ({ id, stageIndex }: Run): void => highest(lastStageByRun, id, stageIndex),
    stage: ({ runId, stage, sentCount, ...progress }: StageProgress, traces: readonly Trace[]): void => {
      const key = `${runId}/${stage}`;
      // A shard that was retried may be done in the same commit, by an attempt that had been given up.
      for (const { trace_name, request } of traces) {
        if (trace_name === 'retryRunShard' && request?.['stage'] === stage)
          highest(latest, `${key}/${request['shard']}`, Number(request['attempt']) + 1);
      }
      highest(latest, `${key}/sent`, sentCount);
      highest(latest, `${key}/plan`, progress.attempt);
      highest(latest, `${key}/first`, progress.firstAttempt);
      for (const [shard, attempt] of Object.entries(progress.attemptByShard))
        highest(latest, `${key}/${shard}`, attempt);
    },
    holds: ({ runId, stage, shard, attempt }: WorkMessage): boolean => {
      const key = `${runId}/${stage}`;
      if (stage > (lastStageByRun.get(runId) ?? -1)) return false;
      const lastAttempt = Math.max(latest.get(`${key}/${shard}`) ?? 0, latest.get(`${key}/first`) ?? 0);
      return attempt <= lastAttempt && (shard === 'plan' || shard < (latest.get(`${key}/sent`) ?? 0));
    },
    sent: ({ runId, stage, shard, attempt }: WorkMessage): void =>
      highest(sentAttempt, `${runId}/${stage}/${shard}`, attempt),
    /** After a person's retry no attempt has a number that workers may still be at; what is redone had succeeded. */
    attemptViolations: (after: StageProgress, traces: readonly Trace[]): readonly string[] => {
      if (!traces.some(({ trace_name }) => trace_name === 'retryRun')) return [];
      const done = new Set(shardsIn(after.doneBits));
      return Array.from({ length: after.shardCount }, (_, shard) => shard)
        .filter((shard) => !done.has(shard) && !after.redo.includes(shard))
        .filter((shard) => {
          const usedAttempt = sentAttempt.get(`${after.runId}/${after.stage}/${shard}`) ?? 0;
          return (after.attemptByShard[shard] ?? after.firstAttempt) <= usedAttempt;
        })
        .map(
          (shard) => `shard ${shard} of run ${after.runId} is to be done with an attempt of before its retry`,
        );
    },
  };
};
