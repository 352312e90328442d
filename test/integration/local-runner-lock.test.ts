import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from '../../lib/local/runner/lock-directory.ts';

describe('the lock of a data directory', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'local-lock-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  it('keeps a second cloud out until it is released, and leaves nothing behind', () => {
    const release = lockDirectory(directory);
    expect(() => lockDirectory(directory)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ reason: expect.stringContaining(String(process.pid)) }),
      }),
    );
    release();
    lockDirectory(directory)();
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is taken over from a process that was killed', async () => {
    const script = `import { lockDirectory } from ${JSON.stringify(new URL('../../lib/local/runner/lock-directory.ts', import.meta.url).href)};
      lockDirectory(${JSON.stringify(directory)}); console.log('locked'); setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    expect(() => lockDirectory(directory)).toThrow();
    child.kill('SIGKILL');
    await once(child, 'exit');
    lockDirectory(directory);
    expect(JSON.parse(readFileSync(join(directory, 'lock'), 'utf8'))).toMatchObject({ pid: process.pid });
  });

  it('is taken over when its process id now belongs to a later process', () => {
    writeFileSync(join(directory, 'lock'), JSON.stringify({ pid: process.pid, startedAt: '1' }));
    expect(() => lockDirectory(directory)).not.toThrow();
  });

  it('is taken over when it cannot be read', () => {
    writeFileSync(join(directory, 'lock'), 'torn');
    expect(() => lockDirectory(directory)).not.toThrow();
  });
});
