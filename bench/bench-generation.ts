import { keptBatches } from '../lib/adapters/models/batches/kept-batches.ts';
import { openAiBatches } from '../lib/adapters/models/batches/open-ai-batches.ts';
import { openAiChat } from '../lib/adapters/models/open-ai-chat.ts';
import { buildSteps } from '../lib/engine/build-steps.ts';
import { compileChain } from '../lib/engine/record-chain.ts';
import { Postponed } from '../lib/model/postponed.ts';
import type { TextModels } from '../lib/model/text-models.ts';
import { parseRecipe } from '../lib/operators/parse-recipe.ts';
import { MemoryObjectStore } from '../lib/ports/memory/memory-object-store.ts';
import { createBatchService } from '../test/fixtures/model-server/batch-service.ts';
import { obedient } from '../test/fixtures/model-server/chat-replies.ts';
import { startModelServer } from '../test/fixtures/model-server/start-model-server.ts';
import { measure } from './measure.ts';
import type { Row } from './row.ts';

const recordCount = 2000;
const text = 'The Rhine rises in the Alps and flows into the North Sea. '.repeat(20);

/** What a request costs beside the model: against a server in the same process that answers at once, and with none. */
export async function* benchGeneration(): AsyncIterable<Row> {
  const batchService = createBatchService();
  const server = await startModelServer({ '/v1/chat/completions': obedient, '*': batchService.handle });
  try {
    const service = { endpoint: `${server.endpoint}/v1`, timeoutMilliseconds: 60_000 };
    const chat = openAiChat(service);
    const over = await measure(() => generate({ chat }), 2);
    yield {
      what: 'data-generation: over HTTP, server included',
      value: recordCount / over.cpuSeconds,
      unit: 'calls/s',
      note: 'a second of processor time, 16 at once',
    };
    const pairs = [1, 2].map((index) => ({ question: `Question ${index}?`, answer: 'The North Sea.' }));
    const answer = { text: JSON.stringify({ pairs }), inputTokenCount: 0, outputTokenCount: 0 };
    const together = await measure(async () => {
      batchService.reset();
      await generateInBatch({ chat, batches: batchesOf(service, chat) });
    }, 2);
    yield {
      what: 'data-generation: in a batch, server included',
      value: recordCount / together.cpuSeconds,
      unit: 'calls/s',
      note: `a second of processor time, ${recordCount} questions together, begun and taken over`,
    };
    const alone = await measure(() => generate({ chat: async () => answer }), 2);
    yield {
      what: 'data-generation: prompt, check and record alone',
      value: recordCount / alone.cpuSeconds,
      unit: 'calls/s',
    };
  } finally {
    await server.stop();
  }
}

const batchesOf = (service: Parameters<typeof openAiBatches>[0], chat: ReturnType<typeof openAiChat>) =>
  keptBatches({
    chat,
    objects: new MemoryObjectStore(),
    service: 'bench',
    open: (model) => openAiBatches(service, model),
    patience: {
      longestWaitSeconds: 0,
      claimMilliseconds: 60_000,
      takeOverMilliseconds: 120_000,
      longestBatchMilliseconds: 3_600_000,
    },
  });

/** As a shard does that is postponed until its batch is over. */
const generateInBatch = async (models: TextModels): Promise<void> => {
  for (;;) {
    try {
      return await generate(models, true);
    } catch (error) {
      if (!(error instanceof Postponed)) throw error;
    }
  }
};

const generate = async (models: TextModels, batch = false): Promise<void> => {
  const params = { scenario: 'qa-from-text', model: 'm', target_num: 2, batch };
  const recipe = parseRecipe({ operators: [{ id: 'data-generation', params }] }, 'pretrain');
  const chain = compileChain(buildSteps(recipe, [], models), {
    type: 'pretrain',
    file: 'bench.jsonl',
    keptChanges: 0,
    shareLimits: { concurrency: 16, mayWait: true },
  });
  const lines = Array.from({ length: recordCount }, (_, index) => ({
    text: JSON.stringify({ text: `${index} ${text}` }),
    line: index + 1,
  }));
  await chain.process(lines);
};
