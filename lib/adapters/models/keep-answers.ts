import { createHash } from 'node:crypto';
import type * as z from 'zod';
import { objectKeys } from '../../model/object-keys.ts';
import type { ObjectStore } from '../../ports/object-store.ts';

/** Where answers are kept. */
export type AnswerStore = Pick<ObjectStore, 'read' | 'writeNew'>;

interface Question<Answer> {
  /** All that the answer depends on, who is asked among it: JSON. */
  readonly asked: readonly unknown[];
  /** What a kept answer looks like; one that doesn't is asked for again. */
  readonly form: z.ZodType<Answer>;
  readonly ask: () => Promise<Answer>;
  /** Whether an answer is worth keeping; each is by default. */
  readonly isKeepable?: (answer: Answer) => boolean;
}

interface Given<Answer> {
  readonly answer: Answer;
  /** Nobody was asked for it. */
  readonly isKept: boolean;
}

export type KeepAnswers = <Answer>(question: Question<Answer>) => Promise<Given<Answer>>;

/**
 * Keeps answers under a hash of what was asked and of whom, so that the same question is asked once, whoever asks it again:
 * a shard that is tried again, or a run. Of two who ask at the same time both get the answer that was kept first. Where an
 * answer cannot be kept or read, it is asked for as if there were none.
 */
export const keepAnswers = (objects: AnswerStore): KeepAnswers => {
  const underWay = new Map<string, Promise<unknown>>();

  const giveFirst = async <Answer>(key: string, question: Question<Answer>): Promise<Given<Answer>> => {
    const { form, ask, isKeepable = () => true } = question;
    const kept = await findAnswer(objects, key, form);
    if (kept !== undefined) return { answer: kept, isKept: true };
    const answer = await ask();
    if (!isKeepable(answer)) return { answer, isKept: false };
    const isFirst = await objects.writeNew(key, Buffer.from(JSON.stringify(answer))).catch(() => true);
    return { answer: isFirst ? answer : ((await findAnswer(objects, key, form)) ?? answer), isKept: false };
  };

  return async <Answer>(question: Question<Answer>) => {
    const key = objectKeys.modelAnswer(hashOfQuestion(question.asked));
    // The key says of what form the answer is, for whoever asks the same asks it in the same way.
    const known = underWay.get(key) as Promise<Given<Answer>> | undefined;
    if (known !== undefined) return { answer: (await known).answer, isKept: true };
    const asking = giveFirst(key, question).finally(() => underWay.delete(key));
    underWay.set(key, asking);
    return asking;
  };
};

/** An answer that was kept; undefined where there is none, or it is not as it was written. */
export const findAnswer = async <Answer>(
  objects: Pick<AnswerStore, 'read'>,
  key: string,
  form: z.ZodType<Answer>,
): Promise<Answer | undefined> => {
  try {
    const text = Buffer.concat(await Array.fromAsync(objects.read(key))).toString('utf8');
    return form.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** Keeps nothing. */
export const askAlways: KeepAnswers = async ({ ask }) => ({ answer: await ask(), isKept: false });

/** What a question and whoever is asked are kept under. */
export const hashOfQuestion = (asked: readonly unknown[]): string =>
  createHash('sha256').update(JSON.stringify(asked)).digest('hex');
