import { type SettingName, setting } from '../../config.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import {
  type Chat,
  JUDGE_PROVIDERS,
  type JudgeProvider,
  type TextJudge,
  type TextModels,
} from '../../model/text-models.ts';
import { chatJudge } from './chat-judge.ts';
import { comprehendJudge } from './comprehend-judge.ts';
import { type AnswerStore, askAlways, keepAnswers } from './keep-answers.ts';
import { keptChat } from './kept-chat.ts';
import { openAiChat } from './open-ai-chat.ts';
import { openAiModeration } from './open-ai-moderation.ts';
import { retryingChat } from './retrying-chat.ts';

/** How often a request is sent, and within what time altogether. */
const patience = { tries: 5, totalMilliseconds: 120_000 };
const usualModel = 'omni-moderation-latest';

/**
 * The judge that the settings name, with a store of answers where there is one; nothing where they name none, or the word
 * lists.
 * @throws SluiceError ModelArts.72060001 for a setting that is none
 */
export const configuredJudges = (answers?: AnswerStore): Pick<TextModels, 'judges' | 'preferredJudge'> => {
  const name = setting('MODERATION_PROVIDER', 'lexicon');
  if (name === 'lexicon') return {};
  const provider = JUDGE_PROVIDERS.find((it) => it === name);
  if (provider === undefined) {
    throw badSetting('MODERATION_PROVIDER', `it is lexicon, ${JUDGE_PROVIDERS.join(', ')}`);
  }
  return { judges: { [provider]: judgeOf(provider, answers) }, preferredJudge: provider };
};

const judgeOf = (provider: JudgeProvider, answers: AnswerStore | undefined): TextJudge => {
  const limits = {
    timeoutMilliseconds: numberOf('MODERATION_TIMEOUT_SECONDS', { usual: 30, most: 600 }) * 1000,
    concurrency: numberOf('MODERATION_CONCURRENCY', { usual: 32, most: 500 }),
    patience,
    answers,
    keep: answers === undefined ? askAlways : keepAnswers(answers),
  };
  switch (provider) {
    case 'openai':
      return openAiJudge(limits);
    case 'comprehend':
      return comprehendJudge({ ...limits, client: comprehendClient });
    case 'bedrock':
      return judgeOfChat(lateBedrock(limits.timeoutMilliseconds), { ...limits, service: bedrockService() });
    default:
      return provider satisfies never;
  }
};

interface Limits extends Omit<Parameters<typeof openAiModeration>[0], 'endpoint' | 'apiKey' | 'model'> {
  readonly answers: AnswerStore | undefined;
}

const openAiJudge = (limits: Limits): TextJudge => {
  const endpoint = setting('MODERATION_ENDPOINT', setting('MODEL_ENDPOINT', ''));
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    throw badSetting('MODERATION_ENDPOINT', 'it is no address of a service');
  }
  const service = {
    ...limits,
    endpoint,
    apiKey: setting('MODERATION_API_KEY', setting('MODEL_API_KEY', '')),
  };
  const api = setting('MODERATION_API', 'moderations');
  if (api === 'chat') return judgeOfChat(openAiChat(service), { ...limits, service: `openai ${endpoint}` });
  if (api !== 'moderations') throw badSetting('MODERATION_API', 'it is moderations or chat');
  return openAiModeration({ ...service, model: setting('MODERATION_MODEL', usualModel) });
};

const judgeOfChat = (
  chat: Chat,
  { concurrency, answers, service }: Limits & { readonly service: string },
): TextJudge => {
  const model = setting('MODERATION_MODEL', '');
  if (model === '') throw badSetting('MODERATION_MODEL', 'a chat model that judges must be named');
  const patient = retryingChat(chat, patience);
  const kept = answers === undefined ? patient : keptChat(patient, { objects: answers, service });
  return chatJudge({ chat: kept, model, concurrency });
};

const bedrockService = (): string => `bedrock ${setting('MODERATION_ENDPOINT', '')}`;

/** The clients are loaded when they are first asked: few deployments have one. */
const comprehendClient = once(async () => {
  const { ComprehendClient } = await import('@aws-sdk/client-comprehend');
  return new ComprehendClient(serviceAddress());
});

const lateBedrock = (timeoutMilliseconds: number): Chat => {
  const chat = once(async () => {
    const { bedrockChat, bedrockClient } = await import('./bedrock-chat.ts');
    return bedrockChat(bedrockClient(setting('MODERATION_ENDPOINT', '')), timeoutMilliseconds);
  });
  return async (...request) => (await chat())(...request);
};

/** Retries are ours; the address is the region's own unless one is set. */
const serviceAddress = () => {
  const endpoint = setting('MODERATION_ENDPOINT', '');
  return { maxAttempts: 1, ...(endpoint === '' ? {} : { endpoint }) };
};

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

const numberOf = (
  name: SettingName,
  { usual, most }: { readonly usual: number; readonly most: number },
): number => {
  const value = Number(setting(name, String(usual)));
  if (value >= 1 && value <= most) return value;
  throw badSetting(name, `it is 1 to ${most}`);
};

const badSetting = (argument: string, reason: string): SluiceError =>
  new SluiceError('ModelArts.72060001', { argument, reason });
