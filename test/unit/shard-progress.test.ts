import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../lib/errors/sluice-error.ts';
import { mediaFailure } from '../../lib/media/media-failure.ts';
import { Postponed } from '../../lib/model/postponed.ts';
import { MemoryObjectStore } from '../../lib/ports/memory/memory-object-store.ts';
import { openProgress } from '../../lib/refine/media/shard-progress.ts';

const key = 'runs/run/0/00000.progress.json';
const never = (): Promise<never> => Promise.reject(new Error('asked again'));

describe('the progress of a shard', () => {
  it('is there for the job that goes on, with the files that can not be used', async () => {
    const objects = new MemoryObjectStore();
    const first = await openProgress(objects, { key, jobSeconds: 0 });
    await first.goOn();
    expect(await first.recall('a', async () => ({ width: 5 }))).toEqual({ width: 5 });
    const failing = first.recall('b', () => Promise.reject(mediaFailure('b.mp4', 'over_limits')));
    await expect(failing).rejects.toMatchObject({ code: 'ModelArts.72091001' });
    await expect(first.goOn()).rejects.toBeInstanceOf(Postponed);

    const second = await openProgress(objects, { key, jobSeconds: 0 });
    await second.goOn();
    expect(await second.recall('a', never)).toEqual({ width: 5 });
    await expect(second.recall('b', never)).rejects.toMatchObject({
      code: 'ModelArts.72091001',
      details: { file: 'b.mp4', reason: 'over_limits' },
    });
    // What was only recalled is no progress: a job that has made none goes on.
    await second.goOn();
  });

  it('ends no job that has time, and keeps nothing for one that ends soon', async () => {
    const objects = new MemoryObjectStore();
    const progress = await openProgress(objects, { key, jobSeconds: 60 });
    await progress.recall('a', async () => 1);
    await progress.goOn();
    await progress.clear();
    expect(await Array.fromAsync(objects.list(''))).toEqual([]);
  });

  it('keeps nothing that is found out after the job has ended, when files are gone', async () => {
    const objects = new MemoryObjectStore();
    const first = await openProgress(objects, { key, jobSeconds: 0 });
    await first.recall('a', async () => 1);
    await expect(first.goOn()).rejects.toBeInstanceOf(Postponed);
    const late = first.recall('b', () => Promise.reject(mediaFailure('b.png', 'damaged')));
    await expect(late).rejects.toMatchObject({ code: 'ModelArts.72091001' });
    await expect(first.goOn()).rejects.toBeInstanceOf(Postponed);
    const second = await openProgress(objects, { key, jobSeconds: 60 });
    expect(await second.recall('a', never)).toBe(1);
    expect(await second.recall('b', async () => 2)).toBe(2);
  });

  it('holds nothing against a file that is not its fault', async () => {
    const progress = await openProgress(new MemoryObjectStore(), { key, jobSeconds: 60 });
    const missing = new SluiceError('ModelArts.72091010', {
      resource: 'ffmpeg',
      dependency: 'ffmpeg package',
      reason: 'it is not there',
    });
    await expect(progress.recall('a', () => Promise.reject(missing))).rejects.toBe(missing);
    expect(await progress.recall('a', async () => 1)).toBe(1);
  });

  it('is gone when the shard is done, and begins anew where it is not as it was written', async () => {
    const objects = new MemoryObjectStore();
    const first = await openProgress(objects, { key, jobSeconds: 0 });
    await first.recall('a', async () => 1);
    await expect(first.goOn()).rejects.toBeInstanceOf(Postponed);
    const second = await openProgress(objects, { key, jobSeconds: 60 });
    await second.clear();
    expect(await Array.fromAsync(objects.list(''))).toEqual([]);
    await objects.write(key, Buffer.from('{"findings":{"a":{"value":1}}}'));
    const third = await openProgress(objects, { key, jobSeconds: 60 });
    expect(await third.recall('a', async () => 2)).toBe(2);
  });
});
