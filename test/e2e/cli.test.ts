import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetTypeIds } from '../../lib/model/dataset-type.ts';
import { TEMPLATES } from '../../lib/model/templates.ts';
import { OPERATORS } from '../../lib/operators/index.ts';
import { runCli } from './run-cli.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const jsonl = (...records: readonly unknown[]): string =>
  records.map((record) => `${JSON.stringify(record)}\n`).join('');

describe('sluice errors', () => {
  it('gives every error as JSON when its output is piped', async () => {
    const { code, stdout, stderr } = await runCli(['errors']);
    expect(code).toBe(0);
    expect(stderr).toBe('');
    const errors = JSON.parse(stdout);
    expect(errors).toHaveLength(107);
    expect(errors[0]).toMatchObject({
      code: 'ModelArts.72060001',
      status: 400,
      message: 'Illegal argument [xxx].',
    });
  });

  it('explains a code, with or without its prefix, in English or Chinese', async () => {
    const [short, full, chinese] = await Promise.all([
      runCli(['errors', '72060087']),
      runCli(['errors', 'ModelArts.72060087']),
      runCli(['errors', '72060087', '--lang', 'zh']),
    ]);
    expect(short.stdout).toBe(full.stdout);
    expect(JSON.parse(short.stdout)).toMatchObject([{ code: 'ModelArts.72060087', status: 400 }]);
    expect(JSON.parse(chinese.stdout)[0].remedy).toMatch(/\p{Script=Han}/u);
  });

  it('follows the language of the machine', async () => {
    const { stdout } = await runCli(['errors', '72060087'], { env: { LANG: 'zh_CN.UTF-8' } });
    expect(JSON.parse(stdout)[0].description).toMatch(/\p{Script=Han}/u);
  });

  it('exits with 4 for a code that does not exist, and writes no data', async () => {
    const { code, stdout, stderr } = await runCli(['errors', '99999999']);
    expect(code).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).toContain('99999999');
  });
});

describe('sluice types, templates and operators', () => {
  it('lists the data set types by id', async () => {
    const { stdout } = await runCli(['types', '--json']);
    expect(JSON.parse(stdout).map((type: { id: string }) => type.id)).toEqual(datasetTypeIds);
  });

  it('lists the templates, saying which of their operators are missing', async () => {
    const templates: readonly { id: string; available: boolean; missing: string[]; operators: string[] }[] =
      JSON.parse((await runCli(['templates', '--json'])).stdout);
    expect(templates.map(({ id }) => id)).toEqual(TEMPLATES.map(({ id }) => id));
    const known = new Set(OPERATORS.map(({ id }) => id));
    for (const { available, missing, operators } of templates) {
      expect(missing).toEqual(operators.filter((id) => !known.has(id)));
      expect(available).toBe(missing.length === 0);
    }
  });

  it('lists the operators with the schema of their parameters', async () => {
    const operators: readonly { id: string; params: object }[] = JSON.parse(
      (await runCli(['operators'])).stdout,
    );
    expect(operators.map(({ id }) => id)).toEqual(OPERATORS.map(({ id }) => id));
    expect(operators.find(({ id }) => id === 'text-length-filtering')?.params).toMatchObject({
      properties: { min: { default: 100 } },
    });
  });

  it.each([['operators'], ['templates']])('exits with 4 for %s that it does not know', async (command) => {
    const { code, stdout, stderr } = await runCli([command, 'no-such-thing']);
    expect(code).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^error ModelArts\.7202/);
  });
});

describe('sluice op', () => {
  const short = { text: 'short' };
  const long = { text: 'long enough to be kept' };

  it('writes the records that an operator keeps, as they came', async () => {
    const input = `${JSON.stringify(short)}\n{ "text":  ${JSON.stringify(long.text)} }\n`;
    const { code, stdout, stderr } = await runCli(['op', 'text-length-filtering', '--set', 'min=10'], {
      input,
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `{ "text":  "${long.text}" }\n`,
      stderr: '',
    });
  });

  it('writes a report and every change when asked to', async () => {
    const [report, changes] = [join(folder, 'report.json'), join(folder, 'changes.jsonl')];
    const args = ['op', 'text-length-filtering', '--set', 'min=10', '--report', report, '--changes', changes];
    await runCli(args, { input: jsonl(short, long) });
    expect(JSON.parse(await readFile(report, 'utf8'))).toMatchObject({
      operator: 'text-length-filtering',
      in: 2,
      out: 1,
      dropped_by_reason: { too_short: 1 },
    });
    expect(JSON.parse(await readFile(changes, 'utf8'))).toMatchObject({
      line: 1,
      reasons: ['too_short'],
      record: short,
    });
  });

  it('tells of bad records on stderr with line and code, exits with 2, and does their neighbours', async () => {
    const input = `not json\n${jsonl(long, { text: 7 }, long)}`;
    const { code, stdout, stderr } = await runCli(['op', 'text-length-filtering', '--set', 'min=10'], {
      input,
    });
    expect(code).toBe(2);
    expect(stdout).toBe(jsonl(long, long));
    const [first, second] = stderr.trimEnd().split('\n');
    expect(first).toMatch(/^line 1: ModelArts\.72060050/);
    expect(second).toMatch(/^line 3: ModelArts\.72060087 text/);
    expect(stderr).not.toContain('not json');
  });

  it('recognizes the type by the first record', async () => {
    const input = jsonl({ context: 'question', target: 'answer' });
    const { code, stdout } = await runCli(['op', 'text-length-filtering', '--set', 'min=3'], { input });
    expect({ code, stdout }).toEqual({ code: 0, stdout: input });
  });

  it('takes all of its input for the data set when an operator needs all records at once', async () => {
    const changes = join(folder, 'duplicates.jsonl');
    const other = { text: 'of something else altogether' };
    const again = { text: 'Long enough  to be kept' };
    const args = ['op', 'text-deduplication', '--set', 'method=exact', '--changes', changes];
    const { code, stdout } = await runCli(args, { input: jsonl(long, other, again) });
    expect({ code, stdout }).toEqual({ code: 0, stdout: jsonl(long, other) });
    expect(JSON.parse(await readFile(changes, 'utf8'))).toEqual({
      file: 'stdin',
      line: 3,
      kind: 'dropped',
      reasons: ['duplicate'],
      duplicate_of: { file: 'stdin', line: 1 },
      similarity: 1,
      cluster: 1,
      record: again,
    });
  });

  it('exits with 4 for an operator that does not exist', async () => {
    const { code, stdout, stderr } = await runCli(['op', 'no-such-operator'], { input: jsonl(long) });
    expect({ code, stdout }).toEqual({ code: 4, stdout: '' });
    expect(stderr).toContain('error ModelArts.72020001: The task operator [no-such-operator] not exist.');
  });

  it.each([
    ['min=ten', 'ModelArts.72090007'],
    ['mini=10', 'ModelArts.72090007'],
    ['min', 'KEY=VALUE'],
  ])('exits with 2 for the parameter %s, even without records', async (setting, told) => {
    const { code, stdout, stderr } = await runCli(['op', 'text-length-filtering', '--set', setting]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(told);
  });

  it('streams more than it holds at once', async () => {
    const records = Array.from({ length: 30_000 }, (_, index) => ({ text: `${index} `.repeat(20) }));
    const { code, stdout } = await runCli(['op', 'text-length-filtering', '--set', 'max=9999'], {
      input: jsonl(...records),
    });
    expect(code).toBe(0);
    expect(stdout.length).toBe(jsonl(...records.filter(({ text }) => text.length >= 100)).length);
  });
});

describe('sluice validate', () => {
  it('lists every problem with file, line, field and code, and exits with 2', async () => {
    const file = join(folder, 'bad.jsonl');
    await writeFile(file, `${jsonl({ text: 'fine' }, { other: 1 })}not json\n`);
    const { code, stdout } = await runCli(['validate', '--type', 'pretrain', file]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).problems).toMatchObject([
      { file: 'bad.jsonl', line: 2, field: 'text', code: 'ModelArts.72060087' },
      { file: 'bad.jsonl', line: 3, code: 'ModelArts.72060050' },
    ]);
  });

  it('finds no problem in good files', async () => {
    const file = join(folder, 'good.jsonl');
    await writeFile(file, jsonl({ text: 'fine' }));
    const { code, stdout } = await runCli(['validate', '--type', 'pretrain', file]);
    expect({ code, ...JSON.parse(stdout) }).toEqual({
      code: 0,
      problems: [],
      record_count: 1,
      file_count: 1,
    });
  });

  it('names the file that no record can be read of', async () => {
    const file = join(folder, 'good.txt');
    await writeFile(file, 'fine');
    const { code, stdout } = await runCli(['validate', '--type', 'pretrain', file]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).problems).toMatchObject([
      { file: 'good.txt', line: 0, code: 'ModelArts.72060049' },
    ]);
  });

  it('exits with 4 when there is nothing at the path', async () => {
    expect((await runCli(['validate', '--type', 'pretrain', join(folder, 'absent')])).code).toBe(4);
  });
});

describe('sluice run', () => {
  const recipe = 'type: pretrain\noperators: [{ id: text-length-filtering, params: { min: 10 } }]\n';

  it('writes the refined records and a report, with progress on stderr only', async () => {
    const [recipeFile, input, out] = [
      join(folder, 'r.yaml'),
      join(folder, 'input.jsonl'),
      join(folder, 'out'),
    ];
    await writeFile(recipeFile, recipe);
    await writeFile(input, jsonl({ text: 'short' }, { text: 'long enough to be kept' }));
    const { code, stdout, stderr } = await runCli(['run', recipeFile, '--in', input, '--out', out]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).operators).toMatchObject([
      { operator: 'text-length-filtering', in: 2, out: 1 },
    ]);
    expect(await readFile(join(out, 'part-00000.jsonl'), 'utf8')).toBe(
      jsonl({ text: 'long enough to be kept' }),
    );
    expect(stderr).toContain('refine');
  });

  it('refuses a bad recipe before it touches an earlier result', async () => {
    const [recipeFile, out] = [join(folder, 'bad.yaml'), join(folder, 'earlier')];
    await writeFile(recipeFile, recipe.replace('min', 'minimum'));
    await runCli(['run', join(folder, 'r.yaml'), '--in', join(folder, 'input.jsonl'), '--out', out]);
    const { code } = await runCli(['run', recipeFile, '--in', join(folder, 'input.jsonl'), '--out', out]);
    expect(code).toBe(2);
    expect(await readFile(join(out, 'part-00000.jsonl'), 'utf8')).not.toBe('');
  });

  it.each([
    ['no-such-recipe', 4],
    [new URL('./cli.test.ts', import.meta.url).pathname, 2],
  ])('exits for the recipe %s with %i', async (name, expected) => {
    const { code, stdout } = await runCli(['run', name, '--in', folder, '--out', join(folder, 'unused')]);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
  });
});

describe('usage', () => {
  it.each([
    [['no-such-command']],
    [['types', '--no-such-option']],
    [['errors', '--lang', 'fr']],
    [['validate', 'x.jsonl']],
    [['validate', '--type', 'poetry', 'x.jsonl']],
    [['run', 'recipe.yaml']],
    [['datasets', 'list', '--limit', 'many']],
    [[]],
  ])('exits with 2 for %j and writes nothing to stdout', async (args) => {
    const { code, stdout, stderr } = await runCli(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toBe('');
  });

  it('prints help and version to stdout and exits with 0', async () => {
    const [help, version] = await Promise.all([runCli(['--help']), runCli(['--version'])]);
    expect(help).toMatchObject({ code: 0, stderr: '' });
    expect(help.stdout).toContain('sluice');
    expect(version).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) });
  });

  it('says how to start the local cloud when the API does not answer, in the language asked for', async () => {
    const env = { SLUICE_ENDPOINT: 'http://127.0.0.1:9' };
    const { code, stdout, stderr } = await runCli(['datasets', 'list', '--lang', 'zh'], { env });
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^错误 ModelArts\.72010021/);
    expect(stderr).toContain('sluice start');
  });
});
