import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { runRecipe } from '../../lib/cli/direct/run-recipe.ts';
import { moderate } from '../fixtures/model-server/judge-replies.ts';
import {
  type ModelHandler,
  type ModelServer,
  startModelServer,
} from '../fixtures/model-server/start-model-server.ts';

let server: ModelServer;
let answering: ModelHandler = moderate;
let folder: string;
beforeAll(async () => {
  server = await startModelServer({ '/v1/moderations': (request) => answering(request) });
  folder = await mkdtemp(join(tmpdir(), 'sluice-detection-'));
});
afterAll(async () => {
  for (const name of settings) delete process.env[name];
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});
const settings = ['MODERATION_PROVIDER', 'MODERATION_ENDPOINT', 'MODERATION_CONCURRENCY'];
beforeEach(() => {
  server.reset();
  answering = moderate;
  process.env['MODERATION_PROVIDER'] = 'openai';
  process.env['MODERATION_ENDPOINT'] = `${server.endpoint}/v1`;
  process.env['MODERATION_CONCURRENCY'] = '6';
});

const recordCount = 600;
const recipe = {
  operators: [
    { id: 'abusive-text-detection', params: { filter: true } },
    { id: 'pornographic-text-detection', params: {} },
  ],
};

const run = async (name: string) => {
  const inputPath = join(folder, 'in.jsonl');
  const texts = Array.from({ length: recordCount }, (_, index) =>
    index % 100 === 7 ? `text ${index} is very bad` : `text ${index} is fine`,
  );
  await writeFile(inputPath, texts.map((text) => `${JSON.stringify({ text })}\n`).join(''));
  const outputDirectory = join(folder, name);
  await runRecipe({ recipe, inputPath, outputDirectory, type: 'pretrain', workers: 2 });
  const parts = (await readdir(outputDirectory)).filter((file) => file.startsWith('part-')).sort();
  const lines = await Promise.all(parts.map((file) => readFile(join(outputDirectory, file), 'utf8')));
  return lines.join('').split('\n').slice(0, -1);
};

const inputOf = ({ body }: ModelServer['requests'][number]): string =>
  JSON.stringify((body as { readonly input: unknown }).input); // as our own adapter sends it

it('judges every record once for all risks, with no more requests at once than may be', async () => {
  const lines = await run('all');
  expect(lines).toHaveLength(recordCount - recordCount / 100);
  expect(lines.every((line) => line.includes('text_porn_moderation'))).toBe(true);
  expect(server.requests).toHaveLength(recordCount);
  expect(server.load.most).toBeLessThanOrEqual(6);
});

it('goes on after a failure without asking about anything twice', async () => {
  answering = (request) =>
    inputOf(request).includes('text 400 ') ? { status: 401, body: {} } : moderate(request);
  await expect(run('again')).rejects.toMatchObject({ code: 'ModelArts.72020124' });
  const answered = new Set(server.requests.map(inputOf));
  answering = moderate;
  server.reset();
  expect(await run('again')).toHaveLength(recordCount - recordCount / 100);
  const twice = server.requests.map(inputOf).filter((input) => answered.has(input));
  // Those that were under way when the run failed have no answer.
  expect(twice.length).toBeLessThanOrEqual(6);
  expect(answered.size).toBeGreaterThan(6);
});
