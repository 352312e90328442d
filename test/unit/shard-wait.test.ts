import { beforeEach, describe, expect, it } from 'vitest';
import type { StageContext, WorkPorts } from '../../lib/engine/stage-work.ts';
import { Postponed } from '../../lib/model/postponed.ts';
import type { ChatBatches } from '../../lib/model/text-models.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { callOffWait, unlessItWaits } from '../../lib/refine/shard-wait.ts';

const context = { spec: { run: 'run-1' }, stage: 0 } as StageContext; // all that a wait needs to know

let looked: string[][];
let cancelled: string[][];
let secondsLeft: number | undefined;
let ports: WorkPorts;
beforeEach(() => {
  [looked, cancelled, secondsLeft] = [[], [], undefined];
  const batches: ChatBatches = {
    answer: () => Promise.reject(new Error('the operator asks')),
    look: async (names) => {
      looked.push([...names]);
      return secondsLeft;
    },
    cancel: async (names) => {
      cancelled.push([...names]);
    },
  };
  ports = {
    objects: new MemoryObjectStore(),
    log: { info: () => {}, warn: () => {}, error: () => {} },
    loadResource: async () => '',
    models: { batches },
  };
});

const attempt = (number: number, work: () => Promise<string>) =>
  unlessItWaits(ports, { context, shard: 3, attempt: number }, work);
const waits = () => Promise.reject(new Postponed(60, ['batch-0']));
const isDone = async () => 'done';
const mustNotWork = () => Promise.reject(new Error('it worked'));

describe('a shard that waits for batches', () => {
  it('does nothing as long as they are under way, and its work when they are over', async () => {
    await expect(attempt(1, waits)).rejects.toMatchObject({ waitSeconds: 60 });
    secondsLeft = 120;
    await expect(attempt(2, mustNotWork)).rejects.toMatchObject({ waitSeconds: 120, waitsFor: ['batch-0'] });
    secondsLeft = undefined;
    expect(await attempt(3, isDone)).toBe('done');
    expect(looked).toEqual([['batch-0'], ['batch-0']]);
  });

  it('fails as it would without', async () => {
    await expect(attempt(1, mustNotWork)).rejects.toThrow('it worked');
  });

  it('begins nothing when it was given up, as messages may still be on their way', async () => {
    await expect(attempt(1, waits)).rejects.toThrow(Postponed);
    await callOffWait(ports, context, { shard: 3, attempt: 2 });
    expect(cancelled).toEqual([['batch-0']]);
    await expect(attempt(2, mustNotWork)).rejects.toMatchObject({ waitSeconds: 0, waitsFor: [] });
  });

  it('goes on when its run goes on, whose attempts have higher numbers', async () => {
    await callOffWait(ports, context, { shard: 3, attempt: 2 });
    expect(await attempt(3, isDone)).toBe('done');
  });

  it('has a batch called off that it began while it was given up', async () => {
    const begins = async () => {
      await callOffWait(ports, context, { shard: 3, attempt: 1 });
      return waits();
    };
    await expect(attempt(1, begins)).rejects.toThrow(Postponed);
    expect(cancelled).toEqual([['batch-0']]);
  });
});
