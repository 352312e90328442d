import { beforeEach, describe, expect, it } from 'vitest';
import { examine } from '../../lib/doctor/examine.ts';
import { redrive, sendAgain } from '../../lib/doctor/treat.ts';
import type { Schedule } from '../../lib/model/document.ts';
import { deployment } from './doctor-fixtures.ts';

const minute = 60_000;
const hour = 60 * minute;

let cloud: ReturnType<typeof deployment>;
beforeEach(() => {
  cloud = deployment();
});

const look = () => examine(cloud.ports, { stalledAfterMinutes: 15 });

describe('the doctor', () => {
  describe('on schedules', () => {
    beforeEach(async () => cloud.finish(await cloud.startRun()));
    const put = async (change: Partial<Schedule> = {}) => {
      const schedule: Schedule = {
        id: 'nightly-1',
        workspace: 'default',
        user: 'ann',
        name: 'nightly',
        expression: 'rate(1 day)',
        target: { kind: 'connection', id: 'parent-of-run-1' },
        status: 'enabled',
        nextAt: cloud.clock.time + hour,
        createdAt: 0,
        updatedAt: 0,
        ...change,
      };
      await cloud.documents.commit([{ kind: 'schedule', document: schedule, expectedRevision: 0 }], []);
    };
    const found = async () =>
      (await look()).findings.map(({ where, severity, what, remedy }) => [where, severity, what, remedy]);

    it('finds one that is overdue', async () => {
      await put({ nextAt: cloud.clock.time - 5 * minute });
      expect(await found()).toEqual([
        ['nightly-1', 'warning', expect.stringContaining('was due at'), expect.any(String)],
      ]);
      cloud.clock.time -= minute;
      expect(await found()).toEqual([]);
    });

    it('finds one whose target is gone', async () => {
      await put({ target: { kind: 'task', id: 'clean' } });
      expect(await found()).toEqual([
        [
          'nightly-1',
          'error',
          expect.stringContaining('task clean is gone'),
          'sluice schedules delete nightly-1',
        ],
      ]);
    });

    it('finds one whose target is deleted, and can be restored', async () => {
      await put();
      const target = await cloud.documents.find('connection', 'default', 'parent-of-run-1');
      if (target === undefined) throw new Error('no such connection');
      const document = { ...target.document, deletedAt: 1 };
      await cloud.documents.commit([{ kind: 'connection', document, expectedRevision: target.revision }], []);
      expect(await found()).toEqual([
        [
          'nightly-1',
          'error',
          expect.stringContaining('is deleted'),
          expect.stringContaining('connections restore'),
        ],
      ]);
    });

    it.each(['cron(0 3 1 1 ? 1999)', 'at noon'])(
      'finds one that never fires again: %s',
      async (expression) => {
        await put({ expression });
        expect(await found()).toEqual([
          [
            'nightly-1',
            'warning',
            expect.stringContaining('never fires again'),
            expect.stringContaining('edit nightly-1'),
          ],
        ]);
      },
    );

    it('finds one whose last slot started nothing, unless its target was at work', async () => {
      const last = (code: 'ModelArts.72020022' | 'ModelArts.72020008') => ({
        slot: cloud.clock.time - hour,
        error: { code, message: '', details: {} },
      });
      await put({ last: last('ModelArts.72020022') });
      await put({ id: 'nightly-2', last: last('ModelArts.72020008') });
      expect(await found()).toEqual([
        [
          'nightly-1',
          'warning',
          expect.stringContaining('72020022'),
          expect.stringContaining('sluice errors'),
        ],
      ]);
    });
  });

  it('finds news of runs that was never sent, and sends it', async () => {
    await cloud.startRun();
    const { document: run } = (await cloud.documents.findRun('run-1')) ?? {};
    if (run === undefined) throw new Error('no such run');
    const [notice] = cloud.told.splice(0);
    if (notice === undefined) throw new Error('no notice');
    const at = cloud.clock.time;
    const outbox = { id: 'run-1@1', workspace: 'default', notices: [notice], createdAt: at, updatedAt: at };
    await cloud.documents.commit([{ kind: 'outbox', document: outbox, expectedRevision: 0 }], []);
    cloud.clock.time += 5 * minute;
    const { findings } = await look();
    expect(findings).toMatchObject([{ check: 'notices', where: 'run-1@1', facts: { notices: 1 } }]);
    expect(await sendAgain(cloud.ports, findings)).toEqual([
      { where: 'run-1@1', done: 'sent again', count: 1 },
    ]);
    expect(cloud.told).toEqual([notice]);
    expect((await look()).findings).toEqual([]);
  });

  describe('on dead letters', () => {
    const error = { code: 'X.1', message: 'no such thing' };
    const jobs = () => ({
      name: 'DeadJobs',
      deadLettersOf: ['Jobs'],
      messageCount: 2,
      sample: [{ sentAt: cloud.clock.time - 90 * minute, error }],
    });
    const others = { name: 'DeadOthers', deadLettersOf: ['Others'], messageCount: 1 };
    const worked = { name: 'DeadWork', deadLettersOf: ['Work'], isWorked: true, messageCount: 3 };
    const empty = { name: 'NoLetters', deadLettersOf: ['More'] };

    it('tells their number, age and errors, and how they are moved back', async () => {
      cloud.setQueues({ name: 'Jobs', messageCount: 7 }, jobs(), worked, empty);
      expect((await look()).findings).toMatchObject([
        {
          severity: 'error',
          where: 'DeadJobs',
          what: '2 dead letters of Jobs; X.1 no such thing',
          remedy: expect.stringContaining('sluice doctor --redrive DeadJobs'),
          facts: { messages: 2, oldestMinutes: 90 },
        },
        { severity: 'warning', where: 'DeadWork', facts: { messages: 3 } },
      ]);
    });

    it('moves all back, but not those that a function does', async () => {
      cloud.setQueues(jobs(), others, worked, empty);
      expect(await redrive(cloud.ports)).toEqual([
        { where: 'DeadJobs', done: 'moved', count: 2 },
        { where: 'DeadOthers', done: 'moved', count: 1 },
      ]);
      expect(cloud.redriven).toEqual(['DeadJobs', 'DeadOthers']);
    });

    it('moves those of the queues that are named, and no others', async () => {
      cloud.setQueues(jobs(), others, worked, empty);
      expect(await redrive(cloud.ports, ['DeadOthers', 'NoLetters'])).toHaveLength(1);
      expect(cloud.redriven).toEqual(['DeadOthers']);
    });

    it.each(['DeadWork', 'Jobs', 'nothing'])(
      'moves nothing when one is named that is none: %s',
      async (name) => {
        cloud.setQueues(jobs(), others, worked, empty);
        await expect(redrive(cloud.ports, ['DeadJobs', name])).rejects.toMatchObject({
          code: 'ModelArts.72060001',
          details: { argument: name, reason: expect.stringContaining('DeadJobs, DeadOthers, NoLetters') },
        });
        expect(cloud.redriven).toEqual([]);
      },
    );
  });
});
