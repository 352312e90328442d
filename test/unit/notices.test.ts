import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SluiceError } from '../../lib/errors/sluice-error.ts';
import { readServiceManifest } from '../../lib/local/manifest/read-service-manifest.ts';
import { NOTICE_DELIVERIES } from '../../lib/model/limits.ts';
import type { RunError } from '../../lib/model/run.ts';
import type { RunNotice } from '../../lib/model/run-notice.ts';
import { deliverNotice } from '../../lib/notices/deliver-notice.ts';
import type { DestinationName, NoticeDestination } from '../../lib/notices/notice-destination.ts';
import { type NoticeMessage, parseNoticeMessage } from '../../lib/notices/notice-message.ts';
import { noticeSchema } from '../../lib/notices/notice-schema.ts';
import { deployment } from './doctor-fixtures.ts';
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
  deliver: async () => {
    const now = mood();
    if (now === 'is down') throw new SluiceError('ModelArts.72020092', { service: name, reason: 'down' });
    if (now === 'refuses')
      throw new SluiceError('ModelArts.72060001', { argument: name, reason: 'it answered 400' });
    heard.push(name);
  },
});

const deliver = async (
  moods: Partial<Record<DestinationName, Mood>>,
  message: NoticeMessage = { notice },
  deliveriesLeft = 5,
) => {
  const heard: string[] = [];
  const again: NoticeMessage[] = [];
  const dead: (NoticeMessage & { readonly error: RunError })[] = [];
  const { log, lines } = silentLog();
  const ports = {
    destinations: Object.entries(moods).map(([name, mood]) =>
      destination(name as DestinationName, () => mood, heard),
    ), // the keys of `moods`
    retries: { send: async (each: NoticeMessage) => void again.push(each) },
    dead: {
      keep: async (each: NoticeMessage, error: RunError) => void dead.push({ ...each, error }),
    },
    log,
  };
  const hasFailed = await deliverNotice(ports, message, deliveriesLeft).then(
    () => false,
    () => true,
  );
  return { heard, again, dead, lines, hasFailed };
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

  it('is kept among the dead letters, with its error, when it is refused', async () => {
    const { heard, again, dead, lines, hasFailed } = await deliver({ bus: 'takes', 'web-hook': 'refuses' });
    expect({ heard, again, hasFailed }).toEqual({ heard: ['bus'], again: [], hasFailed: false });
    expect(dead).toMatchObject([
      {
        notice,
        to: 'web-hook',
        error: { code: 'ModelArts.72060001', details: { reason: 'it answered 400' } },
      },
    ]);
    expect(lines).toMatchObject([{ level: 'error', notice: notice.id, reason: 'it answered 400' }]);
  });

  it('is kept there too when the only one that it is for is down when it comes for the last time', async () => {
    const message = { notice, to: 'web-hook' } as const;
    expect(await deliver({ 'web-hook': 'is down' }, message, 0)).toMatchObject({
      hasFailed: false,
      dead: [{ notice, to: 'web-hook', error: { code: 'ModelArts.72020092' } }],
    });
    expect(await deliver({ bus: 'takes', 'web-hook': 'is down' }, { notice }, 0)).toMatchObject({
      again: [message],
      dead: [],
    });
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
        const ports = {
          destinations,
          retries: { send: async (message: NoticeMessage) => void queue.push(message) },
          dead: { keep: () => Promise.reject(new Error('given up')) },
          log: silentLog().log,
        };
        for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
          const failed = message;
          await deliverNotice(ports, message, 1).catch(() => queue.push(failed));
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

describe('a run', () => {
  it('is told of in the published form, from its start to its end', async () => {
    const cloud = deployment();
    await cloud.finish(await cloud.startRun());
    await cloud.startRun('stopped');
    await cloud.apply({ type: 'stop-requested', runId: 'stopped', stage: 0, attempt: 1, user: 'ann' });
    await cloud.startRun('failed');
    await cloud.failPlanning('failed');
    const typesOf = (id: string) => cloud.told.filter(({ run }) => run === id).map(({ type }) => type);
    expect([typesOf('run-1'), typesOf('stopped'), typesOf('failed')]).toEqual([
      ['run-started', 'stage-done', 'stage-done', 'stage-done', 'run-succeeded'],
      ['run-started', 'run-stopped'],
      ['run-started', 'run-failed'],
    ]);
    for (const told of cloud.told) expect(noticeSchema.parse(told)).toEqual(told);
  });

  it('is told of as often as serverless.yml says before it is given up', () => {
    const text = readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8');
    const { queues } = readServiceManifest(text, { stage: 'dev' });
    const notices = queues.find(({ logicalName }) => logicalName === 'NoticeQueue');
    expect(notices?.redrive).toEqual({
      deadLetterQueue: 'NoticeDeadLetters',
      maxReceiveCount: NOTICE_DELIVERIES,
    });
  });
});
