import { setting } from '../../config.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import type { Chat, ChatBatches, TextModels } from '../../model/text-models.ts';
import type { BatchStore } from './batches/batch-tries.ts';
import { configuredBatches } from './batches/configured-batches.ts';
import { keptChat } from './kept-chat.ts';
import { openAiChat } from './open-ai-chat.ts';
import { retryingChat } from './retrying-chat.ts';

/** How often a request is sent, and within what time altogether: a shard is to end before its function must. */
const tries = 5;
const totalMilliseconds = 180_000;
const usualTimeoutSeconds = '90';

/**
 * The chat model that the settings name, with retries, and with a store of answers where there is one; nothing where the
 * settings name none.
 * @throws SluiceError ModelArts.72060001 for a setting that is none
 */
export const configuredChat = (answers?: BatchStore): Pick<TextModels, 'chat' | 'chatModels' | 'batches'> => {
  const configured = configuredService();
  if (configured === undefined) return {};
  const { service, ask, batchesOf } = configured;
  const patient = retryingChat(ask, { tries, totalMilliseconds });
  const names = setting('MODEL_NAMES', '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const chat = answers === undefined ? patient : keptChat(patient, { objects: answers, service });
  const batches = batchesOf?.(chat, answers);
  return {
    chat,
    ...(batches === undefined ? {} : { batches }),
    ...(names.length === 0 ? {} : { chatModels: names }),
  };
};

interface ConfiguredService {
  readonly service: string;
  readonly ask: Chat;
  /** Absent where it has no batches that Sluice knows how to use. */
  readonly batchesOf?: (chat: Chat, answers: BatchStore | undefined) => ChatBatches;
}

const configuredService = (): ConfiguredService | undefined => {
  const endpoint = setting('MODEL_ENDPOINT', '');
  const provider = setting('MODEL_PROVIDER', endpoint === '' ? '' : 'openai');
  const timeoutMilliseconds = timeoutOf(setting('MODEL_TIMEOUT_SECONDS', usualTimeoutSeconds));
  if (provider === '') return undefined;
  if (provider === 'bedrock') {
    return { service: `bedrock ${endpoint}`, ask: lazily(() => openBedrock(endpoint, timeoutMilliseconds)) };
  }
  if (provider !== 'openai') throw badSetting('MODEL_PROVIDER', 'it is openai or bedrock');
  if (!URL.canParse(endpoint) || !/^https?:/.test(endpoint)) {
    throw badSetting('MODEL_ENDPOINT', 'it is no address of a service');
  }
  const apiKey = setting('MODEL_API_KEY', '');
  const service = { endpoint, apiKey, timeoutMilliseconds };
  const name = `openai ${endpoint}`;
  return {
    service: name,
    ask: openAiChat(service),
    batchesOf: (chat, answers) => configuredBatches(service, { chat, name, answers }),
  };
};

/** Loads a client when it is first asked: most functions never are. */
const lazily = (open: () => Promise<Chat>): Chat => {
  let opened: Promise<Chat> | undefined;
  return async (...asked) => {
    opened ??= open();
    return (await opened)(...asked);
  };
};

const openBedrock = async (endpoint: string, timeoutMilliseconds: number): Promise<Chat> => {
  const { bedrockChat, bedrockClient } = await import('./bedrock-chat.ts');
  return bedrockChat(bedrockClient(endpoint), timeoutMilliseconds);
};

const timeoutOf = (text: string): number => {
  const seconds = Number(text);
  if (seconds >= 1 && seconds <= 600) return seconds * 1000;
  throw badSetting('MODEL_TIMEOUT_SECONDS', 'it is 1 to 600 seconds');
};

const badSetting = (argument: string, reason: string): SluiceError =>
  new SluiceError('ModelArts.72060001', { argument, reason });
