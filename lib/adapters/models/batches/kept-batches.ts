import { Postponed } from '../../../model/postponed.ts';
import type { Chat, ChatBatches, ChatRequest } from '../../../model/text-models.ts';
import { hashOfQuestion } from '../keep-answers.ts';
import { questionOf } from '../kept-chat.ts';
import { advanceGroup } from './advance-group.ts';
import type { Question } from './batch-lines.ts';
import { type BatchStore, batchTries } from './batch-tries.ts';
import { type BatchPatience, unlessItPasses, waitSecondsOf } from './batch-waits.ts';
import type { GroupWait } from './group-ports.ts';
import { knownAnswers } from './known-answers.ts';
import type { BatchService } from './open-ai-batches.ts';
import { type BatchLimits, splitQuestions } from './split-questions.ts';

export interface BatchSettings {
  /** Asks one by one. */
  readonly chat: Chat;
  readonly objects: BatchStore;
  /** Who is asked, as answers are kept under it. */
  readonly service: string;
  /** The batches of a model. */
  readonly open: (model: string) => BatchService;
  readonly patience: BatchPatience;
  readonly limits?: BatchLimits;
  readonly now?: () => number;
}

/** Batches whose state lies in the store of answers: whoever asks the same questions again meets the same batches. */
export const keptBatches = (settings: BatchSettings): ChatBatches => {
  const { chat, objects, service, open, patience, limits, now = Date.now } = settings;
  const tries = batchTries(objects);
  const nameOf = (request: ChatRequest): string => hashOfQuestion(questionOf(service, request));

  const secondsLeft = async (name: string): Promise<number | undefined> => {
    const { hash, number } = partsOf(name);
    const found = await tries.find(hash, number);
    if (found?.id === undefined || found.end !== undefined) return undefined;
    const { id, claimedAt } = found;
    const age = now() - claimedAt;
    const batch = await unlessItPasses(() => open('').look(id));
    const isOpen = batch === undefined || batch.state === 'open';
    return isOpen && age < patience.longestBatchMilliseconds ? waitSecondsOf(age, patience) : undefined;
  };

  return {
    answer: async (requests) => {
      const questions = new Map<string, Question>();
      for (const request of requests) {
        const name = nameOf(request);
        questions.set(name, { name, request });
      }
      const known = knownAnswers(objects);
      const ports = { tries, service: open(requests[0]?.model ?? ''), known, patience, now };
      const waits: GroupWait[] = [];
      for (const group of splitQuestions([...questions.values()], limits)) {
        const wait = await advanceGroup(ports, group);
        if (wait !== undefined) waits.push(wait);
      }
      if (waits.length > 0) throw postponedBy(waits);
      return (request, options) => {
        const answer = known.get(nameOf(request));
        return answer === undefined ? chat(request, options) : Promise.resolve(answer);
      };
    },
    look: async (names) => {
      let least = Number.POSITIVE_INFINITY;
      for (const name of names) {
        const seconds = await secondsLeft(name);
        if (seconds === undefined) return undefined;
        least = Math.min(least, seconds);
      }
      return Number.isFinite(least) ? least : undefined;
    },
    cancel: async (names) => {
      for (const name of names) {
        const { hash, number } = partsOf(name);
        const found = await tries.find(hash, number);
        if (found?.id === undefined || found.end !== undefined) continue;
        const { id } = found;
        await tries.note(hash, number, { ...found, isCalledOff: true });
        await unlessItPasses(() => open('').cancel(id));
      }
    },
  };
};

/** Those that have no batch yet are to be gone on with, whatever the batches of others do. */
const postponedBy = (waits: readonly GroupWait[]): Postponed => {
  const names = waits.flatMap(({ name }) => name ?? []);
  const seconds = Math.min(...waits.map(({ waitSeconds }) => waitSeconds));
  return new Postponed(seconds, names.length === waits.length ? names : []);
};

const partsOf = (name: string): { readonly hash: string; readonly number: number } => {
  const at = name.lastIndexOf('-');
  return { hash: name.slice(0, at), number: Number(name.slice(at + 1)) };
};
