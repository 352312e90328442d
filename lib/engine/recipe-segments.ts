import type { RecordKey } from '../operators/barrier.ts';
import { type BarrierStep, type BuiltStep, isBarrierStep, type RecordStep } from './build-steps.ts';
import { compileChain, type NumberedLine, type RecordChain } from './record-chain.ts';

/** Consecutive operators that do each record on its own, and the one behind them that needs all records. */
export interface RecipeSegment {
  readonly steps: readonly RecordStep[];
  /** Absent at the end of the recipe. */
  readonly barrier?: BarrierStep;
}

/** Splits a recipe at the operators that need all records. */
export const recipeSegments = (steps: readonly BuiltStep[]): readonly RecipeSegment[] => {
  const segments: RecipeSegment[] = [];
  let open: RecordStep[] = [];
  for (const step of steps) {
    if (isBarrierStep(step)) {
      segments.push({ steps: open, barrier: step });
      open = [];
    } else open.push(step);
  }
  return [...segments, { steps: open }];
};

/** What came through a segment: the records' lines, with their numbers in the source, and what is compared of them. */
interface SegmentOutput {
  readonly lines: readonly NumberedLine[];
  /** A key or none for each line, in front of a barrier. */
  readonly keys: readonly (RecordKey | undefined)[];
  readonly chain: RecordChain;
}

/** Runs some lines through a segment in memory. */
export const runSegment = (
  { steps, barrier }: RecipeSegment,
  lines: readonly NumberedLine[],
  options: Pick<Parameters<typeof compileChain>[1], 'type' | 'file' | 'keptChanges'>,
): SegmentOutput => {
  const numbers: number[] = [];
  const keys: (RecordKey | undefined)[] = [];
  const chain = compileChain(steps, {
    ...options,
    onKept: (records) => {
      for (const { source, record } of records) {
        numbers.push(source.line);
        if (barrier !== undefined) keys.push(barrier.barrier.keyOf(record));
      }
    },
  });
  const texts = chain.process(lines);
  return { lines: texts.map((text, index) => ({ text, line: numbers[index] ?? 0 })), keys, chain };
};
