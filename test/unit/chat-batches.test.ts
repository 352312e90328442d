import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keptBatches } from '../../lib/adapters/models/batches/kept-batches.ts';
import { openAiBatches } from '../../lib/adapters/models/batches/open-ai-batches.ts';
import { keptChat } from '../../lib/adapters/models/kept-chat.ts';
import { openAiChat } from '../../lib/adapters/models/open-ai-chat.ts';
import { Postponed } from '../../lib/model/postponed.ts';
import type { ChatBatches, ChatRequest } from '../../lib/model/text-models.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { createBatchService } from '../fixtures/model-server/batch-service.ts';
import { completion, messagesOf } from '../fixtures/model-server/chat-replies.ts';
import {
  type ModelHandler,
  type ModelServer,
  startModelServer,
} from '../fixtures/model-server/start-model-server.ts';

const service = createBatchService();
let server: ModelServer;
const direct: ModelHandler = (request) => completion({ text: `alone: ${messagesOf(request)[0]?.content}` });
const inBatch: ModelHandler = (request) =>
  completion({ text: `together: ${messagesOf(request)[0]?.content}` });
beforeAll(async () => {
  server = await startModelServer({ '/v1/chat/completions': direct, '*': service.handle });
});
afterAll(() => server.stop());

let objects: MemoryObjectStore;
let now: number;
let broken: 'claim' | 'name' | undefined;
beforeEach(() => {
  server.reset();
  service.reset();
  service.goesAs({ answering: inBatch });
  objects = new MemoryObjectStore();
  now = 1_000_000;
  broken = undefined;
});

const minutes = 60_000;

/** Batches of a worker of its own; its store fails where a test says so, as if it had been killed there. */
const batchesOf = (questions = 100): ChatBatches => {
  const model = { endpoint: `${server.endpoint}/v1`, timeoutMilliseconds: 5000 };
  const store = {
    read: (key: string) => objects.read(key),
    writeNew: async (key: string, body: Uint8Array) => {
      const isFirst = await objects.writeNew(key, body);
      if (broken === 'claim' && key.includes('/batches/')) throw new Error('killed after the claim');
      return isFirst;
    },
    write: async (key: string, body: Uint8Array | AsyncIterable<Uint8Array>) => {
      if (broken === 'name' && key.includes('/batches/')) throw new Error('killed before the name was kept');
      return objects.write(key, body);
    },
  };
  return keptBatches({
    chat: keptChat(openAiChat(model), { objects, service: 's' }),
    objects: store,
    service: 's',
    open: (name) => openAiBatches(model, name),
    patience: {
      longestWaitSeconds: 900,
      claimMilliseconds: 4 * minutes,
      takeOverMilliseconds: 6 * minutes,
      longestBatchMilliseconds: 36 * 60 * minutes,
    },
    limits: { questions, bytes: 1_000_000 },
    now: () => now,
  });
};

const requestsOf = (...contents: readonly string[]): readonly ChatRequest[] =>
  contents.map((content) => ({
    model: 'm',
    messages: [{ role: 'user', content }],
    hyperparameters: { seed: 1 },
  }));
const three = requestsOf('a', 'b', 'c');

/** Asks until the batches are over, as one worker after the other does; gives the answers of the chat. */
const askUntilDone = async (requests: readonly ChatRequest[], questions?: number) => {
  for (let look = 0; look < 20; look++) {
    try {
      const chat = await batchesOf(questions).answer(requests);
      return await Promise.all(requests.map((request) => chat(request)));
    } catch (error) {
      if (!(error instanceof Postponed)) throw error;
      now += error.waitSeconds * 1000;
    }
  }
  throw new Error('it was never done');
};

const waitOf = (requests: readonly ChatRequest[]): Promise<Postponed> =>
  batchesOf()
    .answer(requests)
    .then(
      () => Promise.reject(new Error('it did not wait')),
      (error: unknown) => (error instanceof Postponed ? error : Promise.reject(error)),
    );

const pathsOf = (): readonly string[] => server.requests.map(({ method, path }) => `${method} ${path}`);

describe('questions that are asked in a batch', () => {
  it('are asked together, waited for, and answered whatever the order of results', async () => {
    const answers = await askUntilDone(three);
    expect(answers.map(({ text }) => text)).toEqual(['together: a', 'together: b', 'together: c']);
    expect(service.questionCounts()).toEqual([3]);
    expect(pathsOf()).toEqual([
      'POST /v1/files',
      'POST /v1/batches',
      'GET /v1/batches/batch_1',
      'GET /v1/batches/batch_1',
      'GET /v1/files/file-2/content',
      expect.stringMatching(/^DELETE/),
      expect.stringMatching(/^DELETE/),
    ]);
    expect(server.requests[1]?.body).toMatchObject({
      endpoint: '/v1/chat/completions',
      completion_window: '24h',
    });
  });

  it('leave nothing at the service', async () => {
    await askUntilDone(three);
    expect(service.files.size).toBe(0);
  });

  it('are asked once, whoever asks them again', async () => {
    await askUntilDone(three);
    server.reset();
    const answers = await askUntilDone(three);
    expect(answers.every(({ isKept }) => isKept)).toBe(true);
    expect(server.requests).toEqual([]);
  });

  it('leave out those whose answer is kept, and doubled ones', async () => {
    await keptChat(openAiChat({ endpoint: `${server.endpoint}/v1`, timeoutMilliseconds: 5000 }), {
      objects,
      service: 's',
    })(requestsOf('a')[0] as ChatRequest);
    const answers = await askUntilDone([...three, ...three]);
    expect(service.questionCounts()).toEqual([2]);
    expect(answers.map(({ text }) => text).slice(0, 2)).toEqual(['alone: a', 'together: b']);
  });

  it('go in several batches where they are too many for one', async () => {
    const answers = await askUntilDone(three, 2);
    expect(answers).toHaveLength(3);
    expect(service.questionCounts()).toEqual([2, 1]);
  });

  it('are looked for ever less often', async () => {
    service.goesAs({ looks: 100 });
    const { waitSeconds } = await waitOf(three);
    expect(waitSeconds).toBe(60);
    now += 50 * minutes;
    expect((await waitOf(three)).waitSeconds).toBe(300);
    now += 600 * minutes;
    expect((await waitOf(three)).waitSeconds).toBe(900);
  });

  it('can be looked for without being known', async () => {
    service.goesAs({ looks: 1 });
    const { waitsFor } = await waitOf(three);
    expect(waitsFor).toHaveLength(1);
    expect(await batchesOf().look(waitsFor)).toBe(60);
    expect(await batchesOf().look(waitsFor)).toBeUndefined();
    expect(await batchesOf().look(['unknown-0'])).toBeUndefined();
  });

  it('are still waited for when the service cannot be asked about them', async () => {
    await waitOf(three);
    server.failNext({ status: 503, body: {} });
    const { waitsFor } = await waitOf(three);
    expect(waitsFor).toHaveLength(1);
    server.failNext('drops');
    expect(await batchesOf().look(waitsFor)).toBe(60);
    expect(await askUntilDone(three)).toHaveLength(3);
    expect(service.batches).toHaveLength(1);
  });
});

describe('a batch whose worker was killed', () => {
  it('is found again by its mark when its name had not been kept', async () => {
    broken = 'name';
    await expect(batchesOf().answer(three)).rejects.toThrow('killed');
    broken = undefined;
    expect(await askUntilDone(three)).toHaveLength(3);
    expect(service.batches).toHaveLength(1);
  });

  it('is begun by another when it had only been claimed, and not before its claim is old', async () => {
    broken = 'claim';
    await expect(batchesOf().answer(three)).rejects.toThrow('killed');
    broken = undefined;
    await waitOf(three);
    now += 5 * minutes;
    await waitOf(three);
    expect(service.batches).toHaveLength(0);
    now += 1 * minutes;
    await waitOf(three);
    expect(service.batches).toHaveLength(1);
    expect(await askUntilDone(three)).toHaveLength(3);
  });

  it('is not begun twice when the list of batches cannot be read', async () => {
    broken = 'name';
    await expect(batchesOf().answer(three)).rejects.toThrow('killed');
    broken = undefined;
    now += 60 * minutes;
    server.failNext({ status: 500, body: {} });
    await waitOf(three);
    expect(await askUntilDone(three)).toHaveLength(3);
    expect(service.batches).toHaveLength(1);
  });

  it('is not begun twice when its creation was not answered', async () => {
    server.failNext({ body: { id: 'file-x' } });
    server.failNext('drops');
    await waitOf(three);
    now += 7 * minutes;
    await waitOf(three);
    expect(service.batches).toHaveLength(1);
  });

  it('is begun once by two at the same time', async () => {
    await Promise.allSettled([batchesOf().answer(three), batchesOf().answer(three)]);
    expect(service.batches).toHaveLength(1);
    expect(await askUntilDone(three)).toHaveLength(3);
    expect(service.batches).toHaveLength(1);
  });
});

describe('a batch that does not go well', () => {
  it('leaves to be asked alone what failed in it, and refuses what it refused', async () => {
    const answering: ModelHandler = (request) => {
      const { content } = messagesOf(request)[0] ?? { content: '' };
      if (content === 'a') return { status: 500, body: {} };
      if (content === 'b') return { status: 400, body: { error: { code: 'context_length_exceeded' } } };
      return inBatch(request);
    };
    service.goesAs({ answering });
    const answers = await askUntilDone(three);
    expect(answers.map(({ text, refusal }) => refusal ?? text)).toEqual([
      'alone: a',
      'context_length_exceeded',
      'together: c',
    ]);
  });

  it('has its answers kept when it expires, and another for the rest', async () => {
    service.goesAs({ looks: 0, end: 'expired', answeredCount: 1, answering: inBatch });
    const waiting = await waitOf(three);
    service.goesAs({ answering: inBatch });
    expect(waiting.waitsFor).toHaveLength(1);
    const answers = await askUntilDone(three);
    expect(service.questionCounts()).toEqual([3, 2]);
    expect(answers.map(({ text }) => text)).toEqual(['together: a', 'together: b', 'together: c']);
  });

  it.each([
    ['expired', 'x', 'ModelArts.72020092', 'x'],
    ['failed', 'invalid_json_line', 'ModelArts.72020092', 'invalid_json_line'],
    ['failed', 'model_not_found', 'ModelArts.72020138', 'model_not_found'],
    ['failed', 'a whole sentence', 'ModelArts.72020092', 'batch_failed'],
    ['cancelled', 'x', 'ModelArts.72020092', 'x'],
  ] as const)(
    'fails when it has %s (%s) with nothing, and is tried anew',
    async (end, code, expected, reason) => {
      service.goesAs({ looks: 0, end, code });
      const isTold = end === 'failed';
      await expect(askUntilDone(three)).rejects.toMatchObject({
        code: expected,
        details: { reason: isTold ? reason : `batch_${end}` },
      });
      service.goesAs({ answering: inBatch });
      expect(await askUntilDone(three)).toHaveLength(3);
      expect(service.batches).toHaveLength(2);
    },
  );

  it('waits for room where the service has too much under way', async () => {
    service.goesAs({ looks: 0, end: 'failed', code: 'token_limit_exceeded' });
    await waitOf(three);
    expect(await waitOf(three)).toMatchObject({ waitSeconds: 900, waitsFor: [] });
    service.goesAs({ answering: inBatch });
    expect(await askUntilDone(three)).toHaveLength(3);
    expect(service.batches).toHaveLength(2);
  });

  it('fails when it is never over', async () => {
    service.goesAs({ looks: 1000 });
    const { waitsFor } = await waitOf(three);
    now += 36 * 60 * minutes;
    expect(await batchesOf().look(waitsFor)).toBeUndefined();
    await expect(batchesOf().answer(three)).rejects.toMatchObject({ details: { reason: 'batch_overdue' } });
  });

  it('is begun anew when the service has forgotten it', async () => {
    await waitOf(three);
    service.reset();
    service.goesAs({ answering: inBatch });
    await expect(batchesOf().answer(three)).rejects.toMatchObject({ details: { reason: 'batch_gone' } });
    expect(await askUntilDone(three)).toHaveLength(3);
  });

  it.each([
    ['has no batches', { status: 404, body: {} }, 'ModelArts.72020124', 'no_batch_interface'],
    ['takes no key', { status: 401, body: {} }, 'ModelArts.72020124', 'http_401'],
    [
      'takes no such file',
      { status: 400, body: { error: { code: 'too_large' } } },
      'ModelArts.72020092',
      'too_large',
    ],
  ] as const)(
    'has a code where the service %s, and is tried again at once',
    async (_, reply, code, reason) => {
      server.failNext(reply);
      await expect(batchesOf().answer(three)).rejects.toMatchObject({ code, details: { reason } });
      await waitOf(three);
      expect(service.batches).toHaveLength(1);
    },
  );

  it('can be called off, and leaves its questions to the next one', async () => {
    service.goesAs({ looks: 1000 });
    const { waitsFor } = await waitOf(three);
    await batchesOf().cancel(waitsFor);
    expect(service.batches.map(({ status }) => status)).toEqual(['cancelled']);
    service.goesAs({ answering: inBatch });
    expect(await askUntilDone(three)).toHaveLength(3);
    expect(service.batches).toHaveLength(2);
  });
});
