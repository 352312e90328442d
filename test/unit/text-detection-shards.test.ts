import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keepAnswers } from '../../lib/adapters/models/keep-answers.ts';
import { openAiModeration } from '../../lib/adapters/models/open-ai-moderation.ts';
import { writeJson } from '../../lib/engine/json-object.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { RefineSpec } from '../../lib/model/run-spec.ts';
import type { TextModels } from '../../lib/model/text-models.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { refineStage } from '../../lib/refine/refine-stage.ts';
import { moderate } from '../fixtures/model-server/judge-replies.ts';
import {
  type ModelReply,
  type ModelRequest,
  type ModelServer,
  startModelServer,
} from '../fixtures/model-server/start-model-server.ts';

let server: ModelServer;
let hangsOn = '';
beforeAll(async () => {
  server = await startModelServer({
    '/v1/moderations': (request): ModelReply | Promise<ModelReply> =>
      textOf(request) === hangsOn ? 'hangs' : moderate(request),
  });
});
afterAll(() => server.stop());
beforeEach(() => {
  server.reset();
  hangsOn = '';
});

const textOf = ({ body }: ModelRequest): string | undefined =>
  (body as { readonly input: readonly string[] }).input[0]; // as our own adapter sends it

/** A shard whose records are judged, one request at a time. */
const openShard = async (operators: readonly string[], texts: readonly string[]) => {
  const objects = new MemoryObjectStore();
  const run = `run-of-${operators.length}`;
  const key = 'datasets/default/texts/v1/part-00000.jsonl';
  const text = texts.map((one) => `${JSON.stringify({ text: one })}\n`).join('');
  await objects.write(key, Buffer.from(text));
  const part = { key, file: 'a.jsonl', sizeBytes: text.length, recordCount: texts.length, checkpoints: [] };
  await writeJson(objects, 'manifest.json', { parts: [part] });
  const spec: RefineSpec = {
    kind: 'refine',
    run,
    workspace: 'default',
    task: 'task',
    recipe: { operators: operators.map((id) => ({ id, params: {} })) },
    type: 'pretrain',
    format: 'platform',
    sourceManifestKey: 'manifest.json',
    keptChanges: 0,
    output: { dataset: 'judged', version: 1 },
    shardBytes: 1e6,
    createdAt: 0,
    asking: { shardConcurrency: 1, shardsAtOnce: 1, sliceBytes: 1e6 },
  };
  const judge = openAiModeration({
    endpoint: `${server.endpoint}/v1`,
    model: 'omni',
    timeoutMilliseconds: 60_000,
    concurrency: 8,
    patience: { tries: 1, totalMilliseconds: 60_000 },
    keep: keepAnswers(objects),
  });
  const models: TextModels = { preferredJudge: 'openai', judges: { openai: judge } };
  const attempt = async (number: number, modelMilliseconds: number) => {
    const ports = { objects, models, modelMilliseconds, loadResource: async () => '', log: quietLog };
    const context = { spec, stage: 0 };
    const [task] = await refineStage.plan(ports, context);
    return refineStage.doShard(ports, context, { shard: 0, attempt: number, task });
  };
  const output = async (number: number) => {
    const bytes = await Array.fromAsync(objects.read(objectKeys.shardOutput(run, 0, 0, number)));
    return Buffer.concat(bytes).toString('utf8');
  };
  return { attempt, output };
};

const quietLog = { info: () => {}, warn: () => {}, error: () => {} };
const texts = ['one', 'two', 'this is very bad', 'four'];

describe('a shard whose records a service judges', () => {
  it('is tried again when its time is up, and asks only about what was not answered', async () => {
    const shard = await openShard(['abusive-text-detection'], texts);
    hangsOn = 'this is very bad';
    // Long enough for the two before it to be answered.
    await expect(shard.attempt(1, 3000)).rejects.toMatchObject({
      code: 'ModelArts.72020092',
      retry: 'backoff',
      details: { reason: 'out_of_time' },
    });
    hangsOn = '';
    server.reset();
    const { result } = await shard.attempt(2, Number.POSITIVE_INFINITY);
    expect(result).toMatchObject({ recordCount: texts.length, rejectedCount: 0 });
    expect(server.requests.map(textOf)).toEqual(['this is very bad', 'four']);
    expect(await shard.output(2)).toMatch(/"suggestion":"block"/);
  });

  it('asks once for all risks that one answer tells of', async () => {
    const shard = await openShard(
      ['abusive-text-detection', 'pornographic-text-detection', 'prohibited-text-detection'],
      texts,
    );
    await shard.attempt(1, Number.POSITIVE_INFINITY);
    expect(server.requests).toHaveLength(texts.length);
  });
});
