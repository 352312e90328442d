import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from './run-cli.ts';

const bin = fileURLToPath(new URL('../../bin/sluice.js', import.meta.url));
const operator = 'text-length-filtering';

let folder: string;
let cloud: ChildProcess;
let env: Record<string, string>;
let run: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-runs-'));
  cloud = spawn(process.execPath, [bin, 'start', '--data', join(folder, 'data'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (cloud.stdout === null) throw new Error('stdout is piped');
  const [line] = await once(createInterface(cloud.stdout), 'line');
  const { api, s3 } = JSON.parse(line);
  env = { SLUICE_ENDPOINT: api, AWS_ENDPOINT_URL_S3: s3 };
  await upload(
    'corpus',
    ['short', 'long enough to be kept', 'tiny'].map((text) => JSON.stringify({ text })),
  );
  const recipe = join(folder, 'recipe.yaml');
  await writeFile(recipe, `operators: [{ id: ${operator}, params: { min: 10 } }]\n`);
  const task = await json('tasks', 'create', '--dataset', 'corpus', '--recipe', recipe, '--output', 'clean');
  run = String((await json('tasks', 'start', String(task['id']), '--wait'))['id']);
});
afterAll(async () => {
  if (cloud.exitCode === null && cloud.kill('SIGKILL')) await once(cloud, 'exit');
  await rm(folder, { recursive: true, force: true });
});

const cli = (...args: readonly string[]) => runCli(args, { env });
const json = async (...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
  const { code, stdout, stderr } = await cli(...args);
  if (code !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
};
const upload = async (name: string, lines: readonly string[]) => {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'data.jsonl'), lines.map((line) => `${line}\n`).join(''));
  return cli('upload', join(folder, name), '--type', 'pretrain', '--name', name);
};

describe('sluice runs', () => {
  it('gives the overview and the report of a run', async () => {
    expect(await json('runs', 'overview', run)).toMatchObject({ samples_before: 3, samples_after: 1 });
    expect(await json('runs', 'report', run)).toMatchObject({
      operators: [{ name: operator, status: 'SUCCEEDED', in: 3, out: 1, dropped: 2 }],
    });
  });

  it('shows the records behind a count', async () => {
    expect(await json('runs', 'changes', run, operator, '--kind', 'dropped', '--limit', '1')).toMatchObject({
      total_number: 2,
      samples: [{ file: 'part-00000.jsonl', line: 1, reasons: ['too_short'], record: { text: 'short' } }],
    });
  });

  it('searches the log, and writes what it finds into a file', async () => {
    const found = (await json('runs', 'logs', run, '--regex', '^.*\\d out', '--operator', operator)) as {
      readonly logs: readonly unknown[];
    };
    expect(found).toMatchObject({ total_number: 1, logs: [{ operator, in: 3, out: 1 }] });
    const file = join(folder, 'found.jsonl');
    const { code, stdout } = await cli('runs', 'logs', run, '--operator', operator, '--output', file);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(found.logs[0]);
  });

  it('refuses a dangerous pattern with its code', async () => {
    const { code, stderr } = await cli('runs', 'logs', run, '--regex', '(a+)+$');
    expect(code).toBe(2);
    expect(stderr).toContain('ModelArts.72020057');
  });

  it('writes the analysis files into an archive, or one of them into a file', async () => {
    expect(await json('runs', 'analysis', run, operator)).toMatchObject({ total_number: 1 });
    const archive = join(folder, 'files.tar');
    await cli('runs', 'analysis', run, operator, '--output', archive);
    expect(await readFile(archive, 'latin1')).toContain('"record":{"text":"tiny"}');
    const file = join(folder, 'file.jsonl');
    const path = `changes/${operator}/00000.jsonl`;
    await cli('runs', 'analysis', run, operator, '--path', path, '--output', file);
    expect((await readFile(file, 'utf8')).split('\n')).toHaveLength(3);
  });

  it('leaves no file behind when a download fails', async () => {
    const file = join(folder, 'nothing.jsonl');
    const path = '../../spec.json';
    const { code, stderr } = await cli('runs', 'analysis', run, operator, '--path', path, '--output', file);
    expect(code).toBe(2);
    expect(stderr).toContain('ModelArts.72020108');
    expect((await readdir(folder)).filter((name) => name.startsWith('nothing'))).toEqual([]);
  });

  it('lists what was done with a run', async () => {
    const { operations } = await json('runs', 'operations', run);
    expect(operations).toEqual(
      expect.arrayContaining([expect.objectContaining({ trace_name: 'startRefineJob' })]),
    );
  });

  it('says where a strict import has failed, and has it go on when it is mended', async () => {
    await upload('broken', ['{"text":"fine"}', 'no json']);
    const { runs } = (await json('runs', 'list', '--dataset', 'broken')) as {
      readonly runs: readonly { readonly id: string }[];
    };
    const failed = runs[0]?.id ?? '';
    expect(await json('runs', 'report', failed)).toMatchObject({
      failure: { kind: 'validate', error_code: 'ModelArts.72060050', details: { line: 2 } },
    });
    expect(await json('runs', 'changes', failed, 'validate', '--kind', 'rejected')).toMatchObject({
      samples: [{ file: 'data.jsonl', line: 2 }],
    });
    const retried = await json('runs', 'retry', failed);
    expect(retried['latest_run']).not.toBe(failed);
    const again = await cli('runs', 'retry', failed);
    expect(again).toMatchObject({ code: 6 });
    expect(again.stderr).toContain('ModelArts.72020051');
  });

  it('does not stop a run that has ended', async () => {
    const { code, stderr } = await cli('runs', 'stop', run);
    expect(code).toBe(6);
    expect(stderr).toContain('ModelArts.72020051');
  });
});
