import { SluiceError } from '../../errors/sluice-error.ts';
import type { ModelShare } from '../../model/model-share.ts';
import type { Chat, ChatBatches } from '../../model/text-models.ts';
import type { TextRecord } from '../../model/text-record.ts';
import type { ModelVerdict } from '../define-operator.ts';
import { orLater, type Wanted, wantedItems } from './ask-ahead.ts';
import { type Asked, askForPairs, nothingMade } from './ask-for-pairs.ts';
import { buildRequest, type PairRequest, reckonTokens } from './build-request.ts';
import { choosePersona } from './choose-persona.ts';
import { madeRecord } from './made-record.ts';
import { makeInOrder, type Outcome } from './make-in-order.ts';
import { readSource, type Source } from './material.ts';
import type { GenerationParams } from './parameters.ts';
import { usualTargets } from './scenario.ts';
import { languageOf } from './text-language.ts';

interface Generation {
  readonly chat: Chat;
  /** Set where questions are to be asked in batches. */
  readonly batches: ChatBatches | undefined;
  readonly params: GenerationParams;
  readonly share: ModelShare;
}

/** A record with what is to be asked about it. */
interface Task {
  readonly record: TextRecord;
  readonly source: Source;
  readonly request: PairRequest;
}

/** Has a model make pairs of records, one verdict a record. */
export const makePairs = async (
  generation: Generation,
  records: readonly TextRecord[],
): Promise<readonly ModelVerdict[]> => {
  const { chat, batches, params, share } = generation;
  const tasks = records.map((record) => taskOf(record, params));
  const asked = tasks.filter((task) => task !== undefined);
  const outcomes =
    batches === undefined || share.mayWait !== true
      ? await makeOf(asked, chat, generation)
      : await makeOfBatch(asked, batches, generation);
  let done = 0;
  return tasks.map((task) =>
    task === undefined ? { dropped: 'empty' } : verdictOf(task, outcomes[done++], params),
  );
};

const makeOf = (
  tasks: readonly Task[],
  chat: Chat,
  { params, share }: Generation,
): Promise<readonly Outcome<Asked>[]> =>
  makeInOrder(tasks, share, {
    ...measuresOf(params),
    make: async ({ request }, count, signal) => {
      const asking = { chat, retries: params.retries, share, signal };
      const asked = await askForPairs(asking, { ...request, count });
      return { result: asked, recordCount: asked.pairs.length, tokenCount: asked.tokenCount };
    },
  });

/** All first questions at once. They are asked before it is known what answers take, so that only what surely fits is. */
const makeOfBatch = async (
  tasks: readonly Task[],
  batches: ChatBatches,
  generation: Generation,
): Promise<readonly Outcome<Asked>[]> => {
  const { share, params } = generation;
  const wanted = wantedItems(tasks, share, measuresOf(params));
  const chat = await batches.answer(wanted.map(firstRequest));
  const fitting = share.left.tokens === Number.POSITIVE_INFINITY ? tasks : tasks.slice(0, wanted.length);
  const outcomes = await orLater(share, () => makeOf(fitting, chat, generation));
  if (fitting.length === tasks.length) return outcomes;
  share.spend();
  const left = share.left.records < 1 ? 'records' : 'tokens';
  return [...outcomes, ...tasks.slice(fitting.length).map(() => ({ left }) as const)];
};

const firstRequest = ({ item, count }: Wanted<Task>) => buildRequest({ ...item.request, count });

const measuresOf = ({ target_num, scenario }: GenerationParams) => ({
  madeOfOne: target_num ?? usualTargets(scenario),
  reckon: ({ request }: Task): number => reckonTokens(buildRequest(request)),
});

const taskOf = (record: TextRecord, params: GenerationParams): Task | undefined => {
  const source = readSource(record);
  if (source === undefined) return undefined;
  const { scenario, model, hyperparameters, sample_input: samples, language } = params;
  const text = 'text' in source.material ? source.material.text : source.material.question;
  const promptLanguage = languageOf(text);
  const material =
    scenario === 'persona-qa'
      ? { ...source.material, persona: choosePersona(text, params.personas, promptLanguage) }
      : source.material;
  const request = {
    scenario,
    model,
    hyperparameters,
    samples,
    material,
    promptLanguage,
    language: language === 'auto' ? promptLanguage : language,
    count: params.target_num ?? usualTargets(scenario),
  };
  return { record, source: { ...source, material }, request };
};

const verdictOf = (
  { record, source }: Task,
  outcome: Outcome<Asked> | undefined,
  { model, keep_fields: keepsFields }: GenerationParams,
): ModelVerdict => {
  if (outcome === undefined) return { failed: nothingMade(model, 'not_asked') };
  if ('left' in outcome) {
    return { dropped: outcome.left === 'records' ? 'record_num_reached' : 'tokens_used_up' };
  }
  if ('error' in outcome) return { failed: nothingMade(model, reasonOf(outcome.error)) };
  const { pairs, fault } = outcome.result;
  if (pairs.length === 0) return { failed: nothingMade(model, fault ?? 'too_few') };
  const shape = record.type === 'pretrain' ? 'platform' : record.targetShape;
  const made = pairs.map((pair) => madeRecord(pair, source, { keepsFields, shape }));
  return { made, reasons: [fault === undefined ? 'made' : 'fewer'] };
};

const reasonOf = (error: unknown): string =>
  error instanceof SluiceError && typeof error.details['reason'] === 'string'
    ? error.details['reason']
    : 'unavailable';
