import { readJson } from '../engine/json-object.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run, StageSummary } from '../model/run.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { TraceStore } from '../ports/trace-store.ts';
import type { LogLine } from './log-line.ts';
import { type LoggedReject, rejectFacts } from './shard-log-lines.ts';
import { failedStage } from './step-status.ts';
import { trailLines } from './trail-lines.ts';

interface LifePorts {
  readonly objects: ObjectStore;
  readonly traces: TraceStore;
}

/** What happened to a run as a whole, in the order of time: stages, attempts that failed, people's doing, its end. */
export const lifeLines = async (ports: LifePorts, run: Run): Promise<readonly LogLine[]> => {
  const lines = [
    startLine(run),
    ...run.stages.flatMap(stageLines),
    ...(await trailLines(ports.traces, run)),
    ...(await problemLines(ports.objects, run)),
    ...endLines(run),
  ];
  return lines.sort((one, other) => (one.time ?? 0) - (other.time ?? 0));
};

const startLine = ({ createdAt, parent, user }: Run): LogLine => ({
  time: createdAt,
  level: 'info',
  message: `run of ${parent.kind} ${parent.name} started by ${user}`,
});

const stageLines = (
  { kind, status, startedAt, endedAt, shardCount }: StageSummary,
  stage: number,
): readonly LogLine[] => {
  const line = (time: number, message: string): LogLine => ({ time, level: 'info', stage, kind, message });
  return [
    ...(startedAt === undefined ? [] : [line(startedAt, `${kind} started`)]),
    ...(endedAt === undefined || status !== 'done'
      ? []
      : [line(endedAt, `${kind} done: ${shardCount} ${shardCount === 1 ? 'shard' : 'shards'}`)]),
  ];
};

const endLines = (run: Run): readonly LogLine[] => {
  const { status, endedAt, error } = run;
  if (endedAt === undefined) return [];
  if (error === undefined) {
    return [{ time: endedAt, level: status === 'stopped' ? 'warn' : 'info', message: `run ${status}` }];
  }
  const stage = failedStage(run);
  const kind = run.stages[stage]?.kind;
  const { code, message, details } = error;
  const { operator } = details;
  const place = {
    stage,
    ...(kind === undefined ? {} : { kind }),
    ...(operator === undefined ? {} : { operator: String(operator) }),
  };
  return [
    { time: endedAt, level: 'error', ...place, message: `run failed in ${kind}: ${message}`, code, details },
  ];
};

/** The first problems of an import that they have failed. */
const problemLines = async (objects: ObjectStore, run: Run): Promise<readonly LogLine[]> => {
  const key = objectKeys.problems(run.id);
  if (run.kind !== 'import' || run.status !== 'failed' || (await objects.find(key)) === undefined) return [];
  const { problem_count: count, problems } = await readJson<{
    readonly problem_count: number;
    readonly problems: readonly LoggedReject[];
  }>(objects, key);
  const place = { ...(run.endedAt === undefined ? {} : { time: run.endedAt }), level: 'error' as const };
  const lines = problems.map((problem): LogLine => ({ ...rejectFacts(problem), ...place }));
  const rest = count - problems.length;
  return rest > 0 ? [...lines, { ...place, message: `${rest} more problems`, rejected: rest }] : lines;
};
