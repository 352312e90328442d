import { mapConcurrently } from '../../../engine/map-concurrently.ts';
import { objectKeys } from '../../../model/object-keys.ts';
import type { ChatAnswer } from '../../../model/text-models.ts';
import { findAnswer } from '../keep-answers.ts';
import { keptAnswer } from '../kept-chat.ts';
import type { Question } from './batch-lines.ts';
import type { BatchStore } from './batch-tries.ts';

const concurrentCalls = 32;

/** The answers to questions, as far as somebody here has read or kept them. */
export const knownAnswers = (objects: BatchStore) => {
  const answerByName = new Map<string, ChatAnswer>();
  return {
    get: (name: string): ChatAnswer | undefined => answerByName.get(name),
    /** The questions that have no answer, after a look at the store. */
    missing: async (questions: readonly Question[]): Promise<readonly Question[]> => {
      const unknown = questions.filter(({ name }) => !answerByName.has(name));
      const found = await mapConcurrently(unknown, concurrentCalls, async ({ name }) =>
        findAnswer(objects, objectKeys.modelAnswer(name), keptAnswer),
      );
      for (const [index, { name }] of unknown.entries()) {
        const answer = found[index];
        if (answer !== undefined) answerByName.set(name, { ...answer, isKept: true });
      }
      return unknown.filter(({ name }) => !answerByName.has(name));
    },
    /** Keeps answers, of two to one question the first; a refusal is known here and now, and not kept. */
    keep: async (given: readonly { readonly name: string; readonly answer: ChatAnswer }[]): Promise<void> => {
      for (const { name, answer } of given) {
        if (answer.refusal !== undefined) answerByName.set(name, answer);
      }
      const answered = given.filter(({ answer }) => answer.refusal === undefined);
      await mapConcurrently(answered, concurrentCalls, async ({ name, answer }) => {
        await objects.writeNew(objectKeys.modelAnswer(name), Buffer.from(JSON.stringify(answer)));
      });
    },
  };
};
export type KnownAnswers = ReturnType<typeof knownAnswers>;
