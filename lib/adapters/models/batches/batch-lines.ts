import * as z from 'zod';
import type { ChatAnswer, ChatRequest } from '../../../model/text-models.ts';
import { completionAnswer, completionBody } from '../open-ai-chat.ts';

/** A question with the name that its answer is known by. */
export interface Question {
  readonly name: string;
  readonly request: ChatRequest;
}

/** The line of a batch that asks a question. */
export const questionLine = ({ name, request }: Question): string => {
  const body = completionBody(request, request.schema !== undefined);
  return `${JSON.stringify({ custom_id: name, method: 'POST', url: '/v1/chat/completions', body })}\n`;
};

const resultForm = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.int(), body: z.unknown() }),
});

/**
 * What a file of results says, in whatever order: answers, and refusals of single questions. Questions that the service
 * did not come to, or failed at for reasons that may pass, are left out.
 */
export function* readResults(
  text: string,
  modelOf: (name: string) => string | undefined,
): Generator<{ readonly name: string; readonly answer: ChatAnswer }> {
  for (const line of text.split('\n')) {
    const result = resultIn(line);
    const model = result === undefined ? undefined : modelOf(result.custom_id);
    if (result === undefined || model === undefined) continue;
    const { status_code: status, body } = result.response;
    const answer = answerIn(model, status, JSON.stringify(body ?? null));
    if (answer !== undefined) yield { name: result.custom_id, answer };
  }
}

const resultIn = (line: string): z.output<typeof resultForm> | undefined => {
  try {
    return resultForm.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined; // an empty line, or half of one
  }
};

/** Whatever is no fault of the question is left to whoever asks it again. */
const answerIn = (model: string, status: number, text: string): ChatAnswer | undefined => {
  try {
    return completionAnswer(model, { status, text, retryAfterSeconds: undefined });
  } catch {
    return undefined;
  }
};
