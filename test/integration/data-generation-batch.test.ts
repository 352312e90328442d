import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runRecipe } from '../../lib/cli/direct/run-recipe.ts';
import { createBatchService } from '../fixtures/model-server/batch-service.ts';
import { completion, materialOf, obedient } from '../fixtures/model-server/chat-replies.ts';
import { type ModelServer, startModelServer } from '../fixtures/model-server/start-model-server.ts';

const service = createBatchService();
let server: ModelServer;
let folder: string;
let onBegin = (_index: number): void => {};
beforeAll(async () => {
  server = await startModelServer({
    '/v1/chat/completions': obedient,
    '*': (request) => {
      const isBegun = request.method === 'POST' && request.path === '/v1/batches';
      if (isBegun) onBegin(service.batches.length);
      return service.handle(request);
    },
  });
  folder = await mkdtemp(join(tmpdir(), 'sluice-batches-'));
  process.env['MODEL_BATCH_WAIT_SECONDS'] = '0';
});
afterAll(async () => {
  delete process.env['MODEL_ENDPOINT'];
  delete process.env['MODEL_PROVIDER'];
  delete process.env['MODEL_BATCH_WAIT_SECONDS'];
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(() => {
  server.reset();
  service.reset();
  onBegin = () => {};
  delete process.env['MODEL_PROVIDER'];
  process.env['MODEL_ENDPOINT'] = `${server.endpoint}/v1`;
});

const recordCount = 200;

const run = async (name: string, params: Record<string, unknown> = {}, sample?: number) => {
  const inputPath = join(folder, 'in.jsonl');
  const records = Array.from({ length: recordCount }, (_, index) => ({ text: `text ${index}` }));
  await writeFile(inputPath, records.map((record) => `${JSON.stringify(record)}\n`).join(''));
  const outputDirectory = join(folder, name);
  const { report } = await runRecipe({
    recipe: {
      operators: [
        { id: 'text-length-filtering', params: { min: 2 } },
        {
          id: 'data-generation',
          params: { scenario: 'qa-from-text', model: 'example', batch: true, ...params },
        },
      ],
    },
    inputPath,
    outputDirectory,
    type: 'pretrain',
    workers: 2,
    ...(sample === undefined ? {} : { sample }),
  });
  const parts = (await readdir(outputDirectory)).filter((file) => file.startsWith('part-')).sort();
  const texts = await Promise.all(parts.map((file) => readFile(join(outputDirectory, file), 'utf8')));
  return {
    output: texts.join(''),
    report: report as { readonly operators: readonly object[] },
    outputDirectory,
  };
};

const lineCount = (text: string): number => text.split('\n').length - 1;
const questionCount = (): number => service.questionCounts().reduce((total, count) => total + count, 0);
const askedAlone = (): number => server.requests.filter(({ path }) => path.endsWith('/completions')).length;

describe('sluice run with data-generation in batches', () => {
  it('makes what it makes one by one, and asks nobody alone', async () => {
    const alone = await run('alone', { batch: false });
    server.reset();
    service.goesAs({ looks: 3 });
    const { output, report } = await run('batched');
    expect(output).toBe(alone.output);
    expect(lineCount(output)).toBe(2 * recordCount);
    expect(askedAlone()).toBe(0);
    expect(questionCount()).toBe(recordCount);
    expect(report.operators[1]).toMatchObject({ in: recordCount, out: 2 * recordCount });
    expect(service.files.size).toBe(0);
  });

  it('asks again alone what a batch has left or answered badly', async () => {
    service.goesAs({
      answering: (request) => {
        const { text } = materialOf(request);
        if (text === 'text 3') return { status: 500, body: {} };
        return text === 'text 5' ? completion({ text: 'no' }) : obedient(request);
      },
    });
    const { output } = await run('follow-up');
    expect(lineCount(output)).toBe(2 * recordCount);
    expect(askedAlone()).toBe(2);
  });

  it('makes as many records as it may, and asks for no more', async () => {
    const { output } = await run('some', { record_num: 50 });
    expect(lineCount(output)).toBe(50);
    expect(questionCount()).toBeLessThanOrEqual(30);
  });

  it('uses no more tokens than it may', async () => {
    const { output, report } = await run('tokens', {
      max_tokens_total: 4000,
      hyperparameters: { max_tokens: 100 },
    });
    expect(lineCount(output)).toBeGreaterThan(0);
    const [, row] = report.operators as readonly { readonly model?: Record<string, number> }[];
    const { input_tokens: input = 0, output_tokens: out = 0 } = row?.model ?? {};
    expect(input + out).toBeLessThanOrEqual(4000);
    expect(askedAlone()).toBe(0);
  });

  it('goes on with the batches that an earlier run began', async () => {
    onBegin = (index) =>
      service.goesAs(index === 2 ? { looks: 0, end: 'failed', code: 'model_not_found' } : { looks: 20 });
    await expect(run('again')).rejects.toMatchObject({ code: 'ModelArts.72020138' });
    onBegin = () => service.goesAs({ looks: 1 });
    const { output } = await run('again');
    expect(lineCount(output)).toBe(2 * recordCount);
    expect(askedAlone()).toBe(0);
    // Only the one that failed is begun again.
    expect(service.batches).toHaveLength(5);
  });

  it('fails at once where the service has no batches', async () => {
    const plain = await startModelServer({ '/v1/chat/completions': obedient });
    process.env['MODEL_ENDPOINT'] = `${plain.endpoint}/v1`;
    await expect(run('none')).rejects.toMatchObject({
      code: 'ModelArts.72020124',
      details: { reason: 'no_batch_interface' },
    });
    await plain.stop();
  });

  it('starts nothing where Sluice knows no batches of the provider', async () => {
    process.env['MODEL_PROVIDER'] = 'bedrock';
    await expect(run('bedrock')).rejects.toMatchObject({ code: 'ModelArts.72020124' });
    expect(server.requests).toEqual([]);
  });

  it('tries a sample for the preview one by one', async () => {
    await run('sample', {}, 20);
    expect(questionCount()).toBe(20);
  });
});
