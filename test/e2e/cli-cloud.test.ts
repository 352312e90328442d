import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CliResult, runCli } from './run-cli.ts';

const bin = fileURLToPath(new URL('../../bin/sluice.js', import.meta.url));

let folder: string;
let cloud: ChildProcess;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sluice-cloud-'));
  cloud = spawn(process.execPath, [bin, 'start', '--data', join(folder, 'data'), '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (cloud.stdout === null) throw new Error('stdout is piped');
  const [line] = await once(createInterface(cloud.stdout), 'line');
  const { api, s3 } = JSON.parse(line);
  env = { SLUICE_ENDPOINT: api, AWS_ENDPOINT_URL_S3: s3 };
});
afterAll(async () => {
  if (cloud.exitCode === null && cloud.kill('SIGKILL')) await once(cloud, 'exit');
  await rm(folder, { recursive: true, force: true });
});

const cli = (...args: readonly string[]): Promise<CliResult> => runCli(args, { env });

const upload = async (
  name: string,
  lines: readonly string[],
  ...more: readonly string[]
): Promise<CliResult> => {
  await mkdir(join(folder, name));
  await writeFile(join(folder, name, 'data.jsonl'), lines.map((line) => `${line}\n`).join(''));
  return cli('upload', join(folder, name), '--type', 'pretrain', '--name', name, ...more);
};

describe('sluice with the local cloud', () => {
  it('uploads a folder and follows its import to the data set', async () => {
    const lines = ['short', 'long enough to be kept'].map((text) => JSON.stringify({ text }));
    const { code, stdout, stderr } = await upload('corpus', lines, '--expect');
    expect(stderr).toContain('uploaded as connection corpus-');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'SUCCEEDED',
      output: { dataset: 'corpus', version: 1 },
    });
    const shown = await cli('datasets', 'show', 'corpus');
    expect(JSON.parse(shown.stdout)).toMatchObject({ status: 'ONLINE', sample_count: 2 });
  });

  it('refines the data set and gives the report and the audit trail', async () => {
    const recipe = join(folder, 'recipe.yaml');
    await writeFile(recipe, 'operators: [{ id: text-length-filtering, params: { min: 10 } }]\n');
    const created = await cli(
      'tasks',
      'create',
      '--dataset',
      'corpus',
      '--recipe',
      recipe,
      '--output',
      'clean',
    );
    const run = await cli('tasks', 'start', JSON.parse(created.stdout).id, '--wait');
    expect(run.code).toBe(0);
    const report = await cli('runs', 'report', JSON.parse(run.stdout).id);
    expect(JSON.parse(report.stdout).operators).toMatchObject([
      { operator: 'text-length-filtering', in: 2, out: 1 },
    ]);
    const version = await cli('datasets', 'version', 'clean', 'v1');
    expect(JSON.parse(version.stdout)).toMatchObject({ dataset: 'clean', sample_count: 1 });
    const traces = await cli('traces', 'list', '--name', 'finishRefineJob');
    expect(JSON.parse(traces.stdout)).toMatchObject({ total_number: 1 });
  });

  it('exits with 1 and the code of a failed import, with the place of the bad record', async () => {
    const { code, stdout, stderr } = await upload('broken', ['{"text":"fine"}', 'not json']);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/error ModelArts\.72060050/);
    expect(stderr).toMatch(/line: 2/);
  });

  it('stops in order when it is interrupted', async () => {
    cloud.kill('SIGINT');
    const [code] = await once(cloud, 'exit');
    expect(code).toBe(0);
  });
});
