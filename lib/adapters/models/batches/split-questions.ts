import { createHash } from 'node:crypto';
import { type Question, questionLine } from './batch-lines.ts';

/** Of one batch. OpenAI takes 50,000 questions in 200 MB; the answers are to fit into a function as well. */
export interface BatchLimits {
  readonly questions: number;
  readonly bytes: number;
}

export const usualBatchLimits: BatchLimits = { questions: 10_000, bytes: 64 * 1024 ** 2 };

/** Questions of one batch, under a hash that follows from them alone. */
export interface QuestionGroup {
  readonly hash: string;
  readonly questions: readonly Question[];
}

/** Questions in groups that a batch takes; the same questions give the same groups, whatever has been answered. */
export const splitQuestions = (
  questions: readonly Question[],
  limits: BatchLimits = usualBatchLimits,
): readonly QuestionGroup[] => {
  const groups: Question[][] = [];
  let size = 0;
  for (const question of questions) {
    const bytes = Buffer.byteLength(questionLine(question));
    const open = groups.at(-1);
    if (open === undefined || open.length === limits.questions || size + bytes > limits.bytes) {
      groups.push([question]);
      size = bytes;
    } else {
      open.push(question);
      size += bytes;
    }
  }
  return groups.map((group) => ({ hash: hashOf(group), questions: group }));
};

const hashOf = (questions: readonly Question[]): string => {
  const hash = createHash('sha256');
  for (const { name } of questions) hash.update(`${name}\n`);
  return hash.digest('hex');
};
