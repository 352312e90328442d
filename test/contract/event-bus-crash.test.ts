import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { expect, it } from 'vitest';
import { readEvents } from '../../lib/local/events/read-events.ts';

const program = fileURLToPath(new URL('./event-bus-process.ts', import.meta.url));
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

it('an event bus whose server is killed loses nothing that it has taken, and goes on', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'event-bus-crash-'));
  const taken = new Set<number>();
  let serial = 0;
  for (let life = 1; life <= 3; life++) {
    const child = fork(program, [directory]);
    const [url] = await once(child, 'message');
    const options = { endpoint: String(url), region: 'us-east-1', credentials, maxAttempts: 1 };
    const client = new EventBridgeClient(options);
    const putOne = async (): Promise<void> => {
      const n = serial++;
      const Entries = [{ Source: 'test', DetailType: 'n', Detail: JSON.stringify({ n }) }];
      await client.send(new PutEventsCommand({ Entries }));
      taken.add(n);
      if (taken.size === life * 25) child.kill('SIGKILL');
    };
    const untilKilled = async (): Promise<void> => {
      try {
        for (;;) await putOne();
      } catch {
        // The connection is gone, as it should be.
      }
    };
    await Promise.all([once(child, 'exit'), untilKilled(), untilKilled(), untilKilled()]);
    client.destroy();
  }
  const kept = new Set<number>();
  for await (const { detail } of readEvents(directory, 'default')) {
    kept.add((detail as { readonly n: number }).n); // as put above
  }
  expect([...taken].filter((n) => !kept.has(n))).toEqual([]);
  rmSync(directory, { recursive: true });
});
