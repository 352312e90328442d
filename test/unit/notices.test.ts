import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunNotice } from '../../lib/model/run-notice.ts';
import { deliverNotice } from '../../lib/notices/deliver-notice.ts';
import type { Delivery, DestinationName, NoticeDestination } from '../../lib/notices/notice-destination.ts';
import { type NoticeMessage, parseNoticeMessage } from '../../lib/notices/notice-message.ts';
import { silentLog } from './notices-fixtures.ts';

const notice: RunNotice = {
  id: 'run-1/run-succeeded/1000',
  type: 'run-succeeded',
  time: 1000,
  workspace: 'default',
  run: 'run-1',
  kind: 'import',
  parent: { kind: 'connection', id: 'web', name: 'web' },
  output: { dataset: 'web', version: 1 },
};

type Mood = 'takes' | 'refuses' | 'is down';

const destination = (name: DestinationName, mood: () => Mood, heard: string[]): NoticeDestination => ({
  name,
  deliver: async (): Promise<Delivery> => {
    const now = mood();
    if (now === 'is down') throw new Error('down');
    if (now === 'refuses') return { kind: 'refused', reason: 'it answered 400' };
    heard.push(name);
    return { kind: 'taken' };
  },
});

const deliver = async (
  moods: Partial<Record<DestinationName, Mood>>,
  message: NoticeMessage = { notice },
) => {
  const heard: string[] = [];
  const again: NoticeMessage[] = [];
  const { log, lines } = silentLog();
  const destinations = Object.entries(moods).map(([name, mood]) =>
    destination(name as DestinationName, () => mood, heard),
  ); // the keys of `moods`
  const retries = { send: async (each: NoticeMessage) => void again.push(each) };
  const outcome = deliverNotice({ destinations, retries, log }, message);
  const hasFailed = await outcome.then(
    () => false,
    () => true,
  );
  return { heard, again, lines, hasFailed };
};

describe('a notice', () => {
  it('goes to everybody', async () => {
    const { heard, again, hasFailed } = await deliver({ bus: 'takes', topic: 'takes', 'web-hook': 'takes' });
    expect({ heard, again, hasFailed }).toEqual({
      heard: ['bus', 'topic', 'web-hook'],
      again: [],
      hasFailed: false,
    });
  });

  it('goes again, alone, to the one that could not be told', async () => {
    const { heard, again, hasFailed } = await deliver({ bus: 'takes', 'web-hook': 'is down' });
    expect({ heard, again, hasFailed }).toEqual({
      heard: ['bus'],
      again: [{ notice, to: 'web-hook' }],
      hasFailed: false,
    });
  });

  it('stays in the queue when the only one that it is for could not be told', async () => {
    const both = { bus: 'takes', 'web-hook': 'is down' } as const;
    expect(await deliver(both, { notice, to: 'web-hook' })).toMatchObject({
      heard: [],
      again: [],
      hasFailed: true,
    });
    expect(await deliver({ bus: 'is down' })).toMatchObject({ heard: [], again: [], hasFailed: true });
  });

  it('is given up, with a line in the log, when it is refused', async () => {
    const { again, lines, hasFailed } = await deliver({ bus: 'takes', 'web-hook': 'refuses' });
    expect({ again, hasFailed }).toEqual({ again: [], hasFailed: false });
    expect(lines).toEqual([
      expect.objectContaining({ level: 'error', notice: notice.id, reason: 'it answered 400' }),
    ]);
  });

  it('is done when the one that it is for is not there any more', async () => {
    expect(await deliver({ bus: 'takes' }, { notice, to: 'topic' })).toMatchObject({
      heard: [],
      hasFailed: false,
    });
  });

  it('is heard by all in the end, once by each that never failed, whatever is down meanwhile', async () => {
    const names = ['bus', 'topic', 'web-hook'] as const;
    const outages = fc.record({ bus: fc.nat(4), topic: fc.nat(4), 'web-hook': fc.nat(4) });
    await fc.assert(
      fc.asyncProperty(outages, async (downFor) => {
        const left = { ...downFor };
        const heard: string[] = [];
        const queue: NoticeMessage[] = [{ notice }];
        const destinations = names.map((name) =>
          destination(name, () => (left[name]-- > 0 ? 'is down' : 'takes'), heard),
        );
        const retries = { send: async (message: NoticeMessage) => void queue.push(message) };
        for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
          const failed = message;
          await deliverNotice({ destinations, retries, log: silentLog().log }, message).catch(() =>
            queue.push(failed),
          );
        }
        expect(heard.toSorted()).toEqual(names);
      }),
    );
  });
});

describe('a message of the notice queue', () => {
  it('is read as it was written', () => {
    const message: NoticeMessage = { notice, to: 'topic' };
    expect(parseNoticeMessage(JSON.stringify(message))).toEqual(message);
    expect(parseNoticeMessage(JSON.stringify({ notice }))).toEqual({ notice });
  });

  it.each(['', '{}', '{"notice":{}}', '{"notice":{"id":"a","type":"b","run":"c"},"to":"moon"}'])(
    'is not %j',
    (body) => {
      expect(() => parseNoticeMessage(body)).toThrow();
    },
  );
});
