import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type LocalCloud, startLocalCloud } from '../../lib/local/start-local-cloud.ts';

const workers = 4;

describe('a function that is fed by a queue', () => {
  let folder: string;
  let cloud: LocalCloud;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'local-limits-'));
    const serviceFile = resolve('test/fixtures/handlers/limits.yml');
    cloud = await startLocalCloud({ dataDirectory: join(folder, 'cloud'), port: 0, workers, serviceFile });
  });
  afterAll(async () => {
    await cloud.stop();
    rmSync(folder, { recursive: true });
  });

  /** Uses a queue whose messages all name one file, in which their invocations note that they begin and end. */
  const openQueue = (queue: string) => {
    const file = join(folder, queue);
    writeFileSync(file, '');
    const { region, credentials, endpoints } = cloud;
    const sqs = new SQSClient({ region, credentials, endpoint: endpoints.sqs });
    const steps = (): string[] => readFileSync(file, 'utf8').trim().split('\n');
    return {
      /** Invocations that end only after `peers` of all have begun. */
      send: async (group: string, { count, peers }: { readonly count: number; readonly peers: number }) => {
        const Entries = Array.from({ length: count }, (_, index) => ({
          Id: String(index),
          MessageBody: JSON.stringify({ file, peers }),
          MessageGroupId: group,
        }));
        const QueueUrl = `${endpoints.sqs}/000000000000/${queue}`;
        await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
      },
      untilBegun: (count: number) =>
        vi.waitFor(
          () => expect(steps().filter((step) => step === 'begin').length).toBeGreaterThanOrEqual(count),
          30_000,
        ),
      /** Most invocations that have overlapped, when all are done. */
      overlap: async (): Promise<number> => {
        await cloud.idle();
        let [running, most] = [0, 0];
        for (const step of steps()) {
          running += step === 'begin' ? 1 : -1;
          most = Math.max(most, running);
        }
        expect(running).toBe(0);
        return most;
      },
    };
  };

  it('runs as often at once as there are workers', async () => {
    const { send, overlap } = openQueue('Wide');
    await send('one', { count: 10, peers: workers });
    expect(await overlap()).toBeGreaterThanOrEqual(workers);
  });

  it('runs once more for a group of which nothing is under way, which so waits for no other', async () => {
    const { send, untilBegun, overlap } = openQueue('Wide');
    // They end only when one more than there are workers has begun, and they would never let it.
    await send('large', { count: 8, peers: workers + 1 });
    await untilBegun(workers);
    await send('small', { count: 1, peers: workers + 1 });
    expect(await overlap()).toBe(workers + 1);
  });

  it('runs no more often at once than its maximumConcurrency, whatever waits', async () => {
    const { send, overlap } = openQueue('Narrow');
    await send('large', { count: 8, peers: 2 });
    await send('small', { count: 2, peers: 2 });
    expect(await overlap()).toBe(2);
  });
});
