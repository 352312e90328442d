import type { batchTries } from './batch-tries.ts';
import type { BatchPatience } from './batch-waits.ts';
import type { KnownAnswers } from './known-answers.ts';
import type { BatchService } from './open-ai-batches.ts';
import type { QuestionGroup } from './split-questions.ts';

/** What bringing a group of questions nearer to its answers takes. */
export interface GroupPorts {
  readonly tries: ReturnType<typeof batchTries>;
  readonly service: BatchService;
  readonly known: KnownAnswers;
  readonly patience: BatchPatience;
  readonly now: () => number;
}

/** That a group waits, and for which batch where one is under way. */
export interface GroupWait {
  readonly waitSeconds: number;
  readonly name?: string;
}

/** The model that all questions of a group are for. */
export const modelOf = ({ questions }: QuestionGroup): string => questions[0]?.request.model ?? '';

/** What a batch is found by again: the questions, and the number of the try. */
export const markOf = ({ hash }: Pick<QuestionGroup, 'hash'>, number: number): string => `${hash}-${number}`;

/** How often files are sent and fetched. */
export const filePatience = { tries: 4, totalMilliseconds: 120_000 };
