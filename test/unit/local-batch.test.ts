import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRetried } from '../../lib/local/batch/decide-retry.ts';
import { type Job, type JobStatus, STATUS_REASON } from '../../lib/local/batch/job.ts';
import { type JobJournalEntry, JobStore, partIds } from '../../lib/local/batch/job-store.ts';

const exited = (exitCode: number, reason?: string) => ({
  exitCode,
  statusReason: STATUS_REASON.exited,
  ...(reason === undefined ? {} : { reason }),
});

describe('whether a failed attempt is retried', () => {
  const rules = (...evaluateOnExit: Parameters<typeof isRetried>[0]['evaluateOnExit']) => ({
    attempts: 3,
    evaluateOnExit,
  });

  it('is so until the attempts are used up', () => {
    expect([1, 2, 3].map((count) => isRetried(rules(), count, exited(1)))).toEqual([true, true, false]);
  });

  it('is decided by the first rule all of whose patterns match', () => {
    const strategy = rules(
      { onReason: 'OutOfMemory*', onExitCode: '137', action: 'EXIT' },
      { onExitCode: '1*', action: 'RETRY' },
      { onReason: '*', action: 'EXIT' },
    );
    expect(isRetried(strategy, 1, exited(137, 'OutOfMemoryError: x'))).toBe(false);
    expect(isRetried(strategy, 1, exited(137))).toBe(true);
    expect(isRetried(strategy, 1, exited(2))).toBe(false);
  });

  it('compares a pattern without an asterisk whole', () => {
    const strategy = rules({ onStatusReason: 'Host', action: 'EXIT' });
    expect(isRetried(strategy, 1, { statusReason: STATUS_REASON.hostGone })).toBe(true);
  });

  it('is never so after a time-out', () => {
    const end = { exitCode: 143, statusReason: STATUS_REASON.timedOut };
    expect(isRetried(rules({ onReason: '*', action: 'RETRY' }), 1, end)).toBe(false);
  });
});

describe('the store of jobs', () => {
  const job = (id: string, size: number | undefined): Job => ({
    id,
    name: id,
    queue: 'q',
    definition: 'd:1',
    command: ['x.mjs'],
    environment: {},
    vcpus: 1,
    memoryMib: 1,
    retryStrategy: { attempts: 1, evaluateOnExit: [] },
    ...(size === undefined ? {} : { size }),
    createdAt: 1,
  });
  const statuses: readonly JobStatus[] = ['RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'];
  const view = (store: JobStore) =>
    [...store.jobs()].map((each) => ({
      state: store.load(each.id),
      parts: store.parts(each),
      summary: Object.fromEntries(Object.entries(store.summary(each)).filter(([, count]) => count > 0)),
    }));
  const replayed = (entries: Iterable<JobJournalEntry>): JobStore => {
    const store = new JobStore();
    for (const entry of entries) store.replay(JSON.parse(JSON.stringify(entry)));
    return store;
  };

  it('comes back from its journal and from its snapshot as it was, with what the bus has not heard', () => {
    const step = fc.record({
      job: fc.nat(2),
      part: fc.nat(4),
      status: fc.constantFrom(...statuses),
      told: fc.nat(3),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const store = new JobStore();
        const journal: JobJournalEntry[] = [];
        store.writeTo({ append: (entry) => void journal.push(entry) });
        const jobs = [job('a', undefined), job('b', 2), job('c', 5)];
        for (const each of jobs) store.submit(each);
        for (const { job: chosen, part, status, told } of steps) {
          const ids = partIds(jobs[chosen] ?? job('a', undefined));
          store.change(ids[part % ids.length] ?? 'a', { status, startedAt: part });
          store.told(store.untold(told));
        }
        for (const again of [replayed(journal), replayed(store.snapshot())]) {
          expect(view(again)).toEqual(view(store));
          expect(again.untold(1000)).toEqual(store.untold(1000));
        }
        for (const each of jobs.filter(({ size }) => size !== undefined)) {
          const counted = Object.values(store.summary(each)).reduce((sum, count) => sum + count, 0);
          expect(counted).toBe(each.size);
        }
      }),
    );
  });

  it('forgets what ended long ago, but not before the bus has heard of it', () => {
    const store = new JobStore();
    store.submit(job('a', 2));
    store.change('a', { status: 'SUCCEEDED', stoppedAt: 5 });
    store.forgetEndedBefore(10);
    expect(store.find('a:1')).toBeDefined();
    store.told(store.untold(9));
    store.forgetEndedBefore(5);
    expect(store.find('a:1')).toBeDefined();
    store.forgetEndedBefore(6);
    expect([...store.jobs(), store.find('a'), store.find('a:1')]).toEqual([undefined, undefined]);
  });
});
