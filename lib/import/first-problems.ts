import { problemAt } from '../formats/problem-at.ts';
import { LIMITS } from '../model/limits.ts';
import type { Problem } from '../model/problem.ts';
import type { ShardOutcome } from '../model/run-spec.ts';
import type { FileSlice } from './import-plan.ts';

/** A slice with what its validation found, and the number of its first line in its file, from 1. */
export interface ValidatedSlice {
  readonly slice: FileSlice;
  readonly firstLine: number;
  readonly outcome: ShardOutcome;
}

/** Joins slices and outcomes, and counts the lines before each slice. */
export const withFirstLines = (
  slices: readonly FileSlice[],
  outcomes: readonly ShardOutcome[],
): readonly ValidatedSlice[] => {
  const lineByFile = new Map<string, number>();
  return slices.flatMap((slice, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined) return [];
    const firstLine = lineByFile.get(slice.key) ?? 1;
    lineByFile.set(slice.key, firstLine + (outcome.validation?.lineCount ?? 0));
    return [{ slice, firstLine, outcome }];
  });
};

/** The first problems of an upload, with absolute lines, at most `LIMITS.listedProblems`. */
export const firstProblems = (
  slices: readonly ValidatedSlice[],
  count: number = LIMITS.listedProblems,
): readonly Problem[] =>
  slices
    .flatMap(({ firstLine, outcome }) =>
      (outcome.validation?.problems ?? []).map((problem) =>
        problemAt(problem, { file: problem.file, line: problem.line + firstLine - 1 }),
      ),
    )
    .slice(0, count);
