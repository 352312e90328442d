import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';
import { type ServedApi, serveApi } from './serve-api.ts';

let folder: string;
let recipe: string;
let input: string;

const recordCount = 3000;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-plan-test-'));
  recipe = join(folder, 'recipe.yaml');
  input = join(folder, 'input.jsonl');
  const operators = [
    '{ id: personal-data-anonymization, params: { kinds: [email] } }',
    '{ id: text-length-filtering, params: { min: 20 } }',
  ];
  await writeFile(recipe, `type: pretrain\noperators: [${operators.join(', ')}]\n`);
  const lines = Array.from({ length: recordCount }, (_, index) => {
    const text = index % 10 === 9 ? 'short' : `text number ${index} by user${index}@example.com`;
    return `${JSON.stringify({ text })}\n`;
  });
  await writeFile(input, lines.join(''));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('sluice plan', () => {
  it('shows stages, fused operators, shards and workers, and neither reads nor writes records', async () => {
    const { code, stdout, stderr } = await runCli(['plan', recipe, '--in', input, '--workers', '3']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      files: 1,
      workers_here: 3,
      import: [{ kind: 'validate', shards: { count: 1 } }, { kind: 'import' }, { kind: 'publish' }],
      refine: [
        { kind: 'refine', operators: ['personal-data-anonymization', 'text-length-filtering'] },
        { kind: 'publish' },
      ],
    });
  });

  it('plans bad records like good ones', async () => {
    const bad = join(folder, 'bad.jsonl');
    await writeFile(bad, 'not json\n');
    expect((await runCli(['plan', recipe, '--in', bad])).code).toBe(0);
  });

  it.each([
    ['a path that is not there', () => [recipe, '--in', join(folder, 'absent')], 4],
    ['a file of another kind', () => [recipe, '--in', recipe], 2],
    ['a recipe that is not there', () => ['no-such-recipe', '--in', input], 4],
    ['no worker at all', () => [recipe, '--in', input, '--workers', '0'], 2],
    ['a type that the recipe does not do', () => [recipe, '--in', input, '--type', 'poetry'], 2],
  ])('refuses %s', async (_title, args, code) => {
    expect(await runCli(['plan', ...args()])).toMatchObject({ code, stdout: '' });
  });
});

describe('sluice run --sample', () => {
  it('takes a hundred records from all over, shows what was done to them and projects the whole', async () => {
    const out = join(folder, 'out');
    const { code, stdout } = await runCli(['run', recipe, '--in', input, '--out', out, '--sample']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout);
    expect(report.operators).toMatchObject([{ in: 100 }, { in: 100 }]);
    expect(report.preview).toMatchObject({
      sample: { records: 100, of_records: recordCount, is_whole: false },
      operators: [
        { name: 'personal-data-anonymization', in: 100, examples: [{ kind: 'changed' }, {}, {}] },
        { name: 'text-length-filtering', in: 100, out: report.operators[1].out },
      ],
      projection: { here: { workers: 1 }, aws: { workers: 1, cost: { currency: 'USD' } } },
    });
    const kept = await readFile(join(out, 'part-00000.jsonl'), 'utf8');
    const numbers = [...kept.matchAll(/text number (\d+) /g)].map(([, number]) => Number(number));
    expect(numbers.some((number) => number > recordCount * 0.8)).toBe(true);
    expect(kept).not.toContain('@example.com');
  });

  it('numbers the lines of what it changed as they stand in the file', async () => {
    const out = join(folder, 'numbered');
    await runCli(['run', recipe, '--in', input, '--out', out, '--sample', '30']);
    const changes = (await readFile(join(out, 'changes', 'personal-data-anonymization.jsonl'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(changes.length).toBeGreaterThan(10);
    for (const { line, texts } of changes) expect(texts[0].before).toContain(`text number ${line - 1} `);
  });

  it('takes all records when there are fewer than asked for', async () => {
    const args = ['run', recipe, '--in', input, '--out', join(folder, 'whole'), '--sample', '99999'];
    const { preview, operators } = JSON.parse((await runCli(args)).stdout);
    expect(operators[0].in).toBe(recordCount);
    expect(preview.sample).toMatchObject({ records: recordCount, is_whole: true });
  });

  it.each(['0', '-1', 'many'])('refuses %s records', async (count) => {
    const args = ['run', recipe, '--in', input, '--out', join(folder, 'never'), `--sample=${count}`];
    expect(await runCli(args)).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('sluice usage', () => {
  let api: ServedApi;
  beforeAll(async () => {
    api = await serveApi();
  });
  afterAll(() => api.close());

  it('asks for a period of whole days, and says on what the numbers rest', async () => {
    const env = { SLUICE_ENDPOINT: api.endpoint };
    const args = ['usage', '--from', '2026-11-01', '--to', '2026-11-30'];
    const { code, stdout, stderr } = await runCli(args, { env });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      from: Date.UTC(2026, 10, 1),
      to: Date.UTC(2026, 11, 1),
      run_count: 0,
      days: [],
    });
    expect(stderr).toContain('list prices');
  });

  it('exits with 4 for a run that is not there', async () => {
    const { code, stderr } = await runCli(['usage', '--run', 'nobody'], {
      env: { SLUICE_ENDPOINT: api.endpoint },
    });
    expect(code).toBe(4);
    expect(stderr).toContain('ModelArts.72020020');
  });

  it.each(['2026-02-31', '21.11.2026', 'today'])('refuses the day %s', async (day) => {
    expect(await runCli(['usage', '--from', day])).toMatchObject({ code: 2, stdout: '' });
  });
});
