import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inTemporaryFolder } from '../../lib/cli/temporary-folder.ts';
import { type ModelServer, startModelServer } from '../fixtures/model-server/start-model-server.ts';

const bin = fileURLToPath(new URL('../../bin/sluice.js', import.meta.url));
const recipe = `
operators:
  - { id: data-generation, params: { scenario: qa-from-text, model: slow } }
`;

let server: ModelServer;
let folder: string;
beforeAll(async () => {
  server = await startModelServer({ '*': () => 'hangs' });
  folder = await mkdtemp(join(tmpdir(), 'sluice-ended-'));
  await writeFile(join(folder, 'recipe.yaml'), recipe);
  await writeFile(join(folder, 'in.jsonl'), '{"text":"a text"}\n');
});
afterEach(() => server.reset());
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

/** Starts `sluice run` and sends it a signal while its worker waits for a model; gives its exit code. */
const endWith = async (signal: NodeJS.Signals, out: string): Promise<unknown> => {
  const args = ['run', join(folder, 'recipe.yaml'), '--in', join(folder, 'in.jsonl'), '--type', 'pretrain'];
  const child = spawn(process.execPath, [bin, ...args, '--out', out], {
    env: { ...process.env, MODEL_ENDPOINT: `${server.endpoint}/v1` },
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  await expect.poll(() => server.requests.length, { timeout: 60_000 }).toBeGreaterThan(0);
  expect(existsSync(join(out, '.sluice-run'))).toBe(true);
  child.kill(signal);
  const [code] = await ended;
  return code;
};

describe('sluice run', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('leaves no temporary folder when it is ended by %s', async (signal, code) => {
    const out = join(folder, signal);
    expect(await endWith(signal, out)).toBe(code);
    expect(await readdir(out)).not.toContain('.sluice-run');
  });
});

describe('a temporary folder', () => {
  const prefix = `work-${hostname().replace(/[^\w.]/g, '_')}-`;
  /** Larger than any process id of Linux or macOS. */
  const deadPid = 2 ** 22 + 1;

  it('is gone afterwards, whatever happens', async () => {
    const parent = await mkdtemp(join(folder, 'parent-'));
    const seen = await inTemporaryFolder({ name: 'work', parent }, async (path) => {
      expect(existsSync(path)).toBe(true);
      return path;
    });
    expect(existsSync(seen)).toBe(false);
    const failing = inTemporaryFolder({ name: 'work', parent }, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await readdir(parent)).toEqual([]);
  });

  it('takes with it what a killed process has left, and nothing of others', async () => {
    const parent = await mkdtemp(join(folder, 'parent-'));
    const names = [
      `${prefix}${deadPid}-abcdef`,
      `${prefix}${process.pid}-abcdef`,
      `work-elsewhere-${deadPid}-abcdef`,
      `other-${prefix}${deadPid}-abcdef`,
      `${prefix}${deadPid}`,
    ];
    for (const name of names) await mkdir(join(parent, name, 'inside'), { recursive: true });
    await writeFile(join(parent, `${prefix}${deadPid}-ghijkl`), 'a file');
    await inTemporaryFolder({ name: 'work', parent }, async () => undefined);
    expect((await readdir(parent)).sort()).toEqual([...names.slice(1), `${prefix}${deadPid}-ghijkl`].sort());
  });
});
