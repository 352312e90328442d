import { LIMITS } from '../model/limits.ts';
import type { Problem } from '../model/problem.ts';
import type { ShardValidation } from '../model/run-spec.ts';
import type { RecordRules } from './create-record-validator.ts';
import { createLineJudge } from './judge-line.ts';
import type { LineBatch } from './line-batch.ts';
import { problemAt } from './problem-at.ts';

export interface ScanOptions extends RecordRules {
  /** What problems name as their file. */
  readonly file: string;
  /** Problems that are listed; all are counted. */
  readonly keptProblems?: number;
}

/** What a scan found; over all shards of a file, the counts add up to those of the file. */
export interface RecordScan extends ShardValidation {
  readonly blankCount: number;
}

/** Validates records; keeps nothing of them. */
export const scanRecords = async (
  batches: AsyncIterable<LineBatch>,
  options: ScanOptions,
): Promise<RecordScan> => {
  const { file, keptProblems = LIMITS.listedProblems } = options;
  const judge = createLineJudge(options);
  const countByShape = { platform: 0, alpaca: 0, sharegpt: 0 };
  const problems: Problem[] = [];
  let [lineCount, blankCount, rejectedCount, problemCount] = [0, 0, 0, 0];
  let isVerbatim = true;

  for await (const batch of batches) {
    lineCount += batch.lineCount;
    blankCount += batch.blankCount;
    isVerbatim &&= batch.isVerbatim;
    for (const line of batch.lines) {
      const verdict = judge(batch, line);
      if (typeof verdict === 'string') {
        countByShape[verdict]++;
        continue;
      }
      rejectedCount++;
      problemCount += verdict.length;
      for (const finding of verdict) {
        if (problems.length < keptProblems) problems.push(problemAt(finding, { file, line: line.line }));
      }
    }
  }
  const recordCount = countByShape.platform + countByShape.alpaca + countByShape.sharegpt;
  isVerbatim &&= rejectedCount === 0;
  return {
    lineCount,
    blankCount,
    recordCount,
    rejectedCount,
    problemCount,
    problems,
    isVerbatim,
    countByShape,
  };
};
