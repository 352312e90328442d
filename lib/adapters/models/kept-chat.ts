import * as z from 'zod';
import type { Chat, ChatRequest } from '../../model/text-models.ts';
import { type AnswerStore, keepAnswers } from './keep-answers.ts';

/** A chat whose answers are kept: the same request is sent once. Refusals and failures are not kept. */
export const keptChat = (
  chat: Chat,
  { objects, service }: { readonly objects: AnswerStore; readonly service: string },
): Chat => {
  const keep = keepAnswers(objects);
  return async (request, options) => {
    const { answer, isKept } = await keep({
      asked: questionOf(service, request),
      form: keptAnswer,
      ask: () => chat(request, options),
      isKeepable: ({ refusal }) => refusal === undefined,
    });
    return isKept ? { ...answer, isKept } : answer;
  };
};

/** A chat model's answer as it is kept. */
export const keptAnswer = z.object({
  text: z.string(),
  inputTokenCount: z.int().min(0),
  outputTokenCount: z.int().min(0),
  isCutOff: z.boolean().exactOptional(),
  refusal: z.string().exactOptional(),
});

/** All that the answer to a request depends on. */
export const questionOf = (
  service: string,
  { model, messages, schema, hyperparameters }: ChatRequest,
): readonly unknown[] => {
  const sorted = Object.entries(hyperparameters).sort(([one], [other]) => (one < other ? -1 : 1));
  const turns = messages.map(({ role, content }) => [role, content]);
  return [service, model, turns, schema ?? null, sorted];
};
