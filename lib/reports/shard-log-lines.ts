import type { Problem } from '../model/problem.ts';
import type { OperatorCounts, StageKind } from '../model/run.ts';
import type { ShardOutcome } from '../model/run-spec.ts';
import { operatorNames } from '../refine/operator-names.ts';
import type { LogLine } from './log-line.ts';

/** A shard that is done, as far as the log tells of it. */
export interface LoggedShard {
  readonly stage: number;
  readonly kind: StageKind;
  readonly outcome: ShardOutcome;
  /** When its outcome was written, milliseconds since the epoch. */
  readonly time: number | undefined;
  /** The first of its records that were rejected. */
  readonly rejects: readonly LoggedReject[];
}

/** Where a rejected record stood, and why it was; not the record. */
export type LoggedReject = Pick<Problem, 'file' | 'line' | 'field' | 'code' | 'message'> & {
  readonly reason: string;
  readonly operator?: string;
};

/** The lines of a shard: what came of it, what each operator did, and the first of its rejected records. */
export const shardLogLines = (logged: LoggedShard): readonly LogLine[] => {
  const { stage, kind, outcome, time } = logged;
  const { shard, attempt } = outcome;
  const place = { ...(time === undefined ? {} : { time }), stage, kind, shard, attempt };
  const names = operatorNames(outcome.result.operators.map(({ operatorId }) => operatorId));
  return [
    shardLine(place, outcome),
    ...outcome.result.operators.map((counts, index) =>
      operatorLine(place, names[index] ?? counts.operatorId, counts),
    ),
    ...rejectLines(place, logged),
  ];
};

type Place = Pick<LogLine, 'time' | 'stage' | 'kind' | 'shard' | 'attempt'>;

const shardLine = (place: Place, { seconds, result }: ShardOutcome): LogLine => {
  const { recordCount: records, rejectedCount: rejected, sizeBytes: bytes } = result;
  return {
    ...place,
    level: rejected > 0 ? 'warn' : 'info',
    message: `shard ${place['shard']} of ${place.kind} done: ${records} records, ${rejected} rejected`,
    seconds: rounded(seconds),
    records,
    rejected,
    bytes,
  };
};

const operatorLine = (place: Place, operator: string, counts: OperatorCounts): LogLine => {
  const { inCount, outCount, hitCount, rejectedCount, seconds } = counts;
  return {
    ...place,
    level: rejectedCount > 0 ? 'warn' : 'info',
    operator,
    message: `${operator}: ${inCount} in, ${outCount} out, ${hitCount} hits, ${rejectedCount} rejected`,
    in: inCount,
    out: outCount,
    hits: hitCount,
    rejected: rejectedCount,
    changed_by_reason: counts.changedByReason,
    dropped_by_reason: counts.droppedByReason,
    seconds: rounded(seconds),
  };
};

const rejectLines = (place: Place, { outcome, rejects }: LoggedShard): readonly LogLine[] => {
  const lines = rejects.map((reject): LogLine => ({ ...place, ...rejectFacts(reject) }));
  const rest = outcome.validation === undefined ? outcome.result.rejectedCount - rejects.length : 0;
  if (rest <= 0) return lines;
  return [
    ...lines,
    { ...place, level: 'warn', message: `${rest} more records of this shard rejected`, rejected: rest },
  ];
};

/** A rejected record in the log: its place and why, and nothing of what it held. */
export const rejectFacts = ({ file, line, field, code, reason, message, operator }: LoggedReject) => ({
  level: 'warn' as const,
  ...(operator === undefined ? {} : { operator }),
  message: `line ${line} of ${file} rejected (${reason}): ${message}`,
  file,
  line,
  ...(field === undefined ? {} : { field }),
  code,
  reason,
});

const rounded = (seconds: number): number => Math.round(seconds * 1000) / 1000;
