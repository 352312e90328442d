import * as z from 'zod';
import type { Chat, ChatAnswer, ChatRequest } from '../../model/text-models.ts';
import { notConfigured, PassingFailure, unknownModel } from './chat-failure.ts';
import { type ModelReply, type ModelService, postModel } from './post-model.ts';

const path = '/chat/completions';

/**
 * Chat completions of any service that speaks OpenAI's protocol; one request a call. Where the service knows no
 * structured output, it is asked without from then on: the prompt says the form as well.
 * @throws PassingFailure for what may pass
 * @throws SluiceError ModelArts.72020138, 72020124
 */
export const openAiChat = (service: ModelService): Chat => {
  const withoutSchema = new Set<string>();
  return async (request, { signal } = {}) => {
    const isPlain = request.schema === undefined || withoutSchema.has(request.model);
    const reply = await postModel(service, { path, body: completionBody(request, !isPlain) }, signal);
    if (isPlain || reply.status !== 400 || !/response_format|json_schema/.test(reply.text)) {
      return completionAnswer(request.model, reply);
    }
    withoutSchema.add(request.model);
    return completionAnswer(
      request.model,
      await postModel(service, { path, body: completionBody(request, false) }, signal),
    );
  };
};

/** The body of a request; with the form of the answer where the service knows such. */
export const completionBody = (
  { model, messages, schema, hyperparameters }: ChatRequest,
  isStructured: boolean,
) => ({
  ...hyperparameters,
  model,
  messages,
  ...(isStructured
    ? { response_format: { type: 'json_schema', json_schema: { name: 'answer', strict: true, schema } } }
    : {}),
});

const completion = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z
    .object({ prompt_tokens: z.int().min(0), completion_tokens: z.int().min(0) })
    .partial()
    .nullish(),
});

/**
 * What a service says to such a request.
 * @throws PassingFailure for what may pass
 * @throws SluiceError ModelArts.72020138, 72020124
 */
export const completionAnswer = (model: string, reply: ModelReply): ChatAnswer => {
  if (reply.status !== 200) return refusalOf(model, reply);
  const parsed = completion.safeParse(jsonOf(reply.text));
  // What stands between us and the service may have answered in its place.
  if (!parsed.success) throw new PassingFailure('not_a_completion');
  const { choices, usage } = parsed.data;
  const [choice] = choices;
  const tokens = {
    inputTokenCount: usage?.prompt_tokens ?? 0,
    outputTokenCount: usage?.completion_tokens ?? 0,
  };
  const isRefused = typeof choice?.message.refusal === 'string' || choice?.finish_reason === 'content_filter';
  if (isRefused) return { text: '', ...tokens, refusal: 'refused_by_the_model' };
  const isCutOff = choice?.finish_reason === 'length';
  return { text: choice?.message.content ?? '', ...tokens, ...(isCutOff ? { isCutOff } : {}) };
};

/** What an answer that is no completion means: only this request, the way it is set up, or the moment. */
const refusalOf = (model: string, { status, text, retryAfterSeconds }: ModelReply): ChatAnswer => {
  const code = errorCode(text);
  if (code === 'insufficient_quota') throw notConfigured(model, code);
  if (code === 'model_not_found') throw unknownModel(model, code);
  if (status === 401 || status === 402 || status === 403) throw notConfigured(model, `http_${status}`);
  if (status === 404) throw unknownModel(model, 'http_404');
  if (status >= 500 || [408, 409, 425, 429].includes(status)) {
    throw new PassingFailure(`http_${status}`, retryAfterSeconds === undefined ? {} : { retryAfterSeconds });
  }
  if (status < 400) throw new PassingFailure(`http_${status}`);
  return { text: '', inputTokenCount: 0, outputTokenCount: 0, refusal: code ?? `http_${status}` };
};

const failure = z.object({ error: z.object({ code: z.string().regex(/^[\w.-]{1,64}$/) }) });

/** The code of an error; undefined where there is none that is a plain word. */
export const errorCode = (text: string): string | undefined =>
  failure.safeParse(jsonOf(text)).data?.error.code;

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
