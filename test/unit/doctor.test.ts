import { beforeEach, describe, expect, it } from 'vitest';
import { examine } from '../../lib/doctor/examine.ts';
import { deleteOrphans, sendAgain } from '../../lib/doctor/treat.ts';
import type { DocumentKind } from '../../lib/model/document.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import { MemoryDocumentStore } from '../../lib/ports/memory/memory-document-store.ts';
import { deployment } from './doctor-fixtures.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

let cloud: ReturnType<typeof deployment>;
beforeEach(() => {
  cloud = deployment();
});

const look = () => examine(cloud.ports, { stalledAfterMinutes: 15 });
const found = async () => (await look()).findings.map(({ check, where }) => `${check} ${where}`);
const write = (key: string) => cloud.objects.write(key, Buffer.from('{}'));

describe('the doctor', () => {
  it('finds nothing in a deployment that is healthy, empty or at work', async () => {
    expect(await found()).toEqual([]);
    await cloud.finish(await cloud.startRun('done'));
    await cloud.startRun('planning');
    await cloud.startRun('running');
    await cloud.doStage('running', 0, { shards: 3, done: 1 });
    await cloud.startRun('stopped');
    await cloud.apply({ type: 'stop-requested', runId: 'stopped', stage: 0, attempt: 1, user: 'ann' });
    expect((await look()).findings).toEqual([]);
  });

  describe('on runs under way', () => {
    it('finds one that has stood still, and sends its work again', async () => {
      await cloud.startRun();
      await cloud.doStage('run-1', 0, { shards: 3, done: 1 });
      cloud.clock.time += 14 * minute;
      expect(await found()).toEqual([]);
      cloud.clock.time += minute;
      const { findings } = await look();
      expect(findings).toMatchObject([
        { check: 'stuck-run', where: 'run-1', facts: { stage: 0, kind: 'validate', minutes: 15 } },
      ]);
      cloud.sent.length = 0;
      expect(await sendAgain(cloud.ports, findings)).toEqual([
        { where: 'run-1', done: 'sent again', count: 2 },
      ]);
      expect(cloud.sent.map(({ shard }) => shard)).toEqual([1, 2]);
    });

    it('has patience while its work or an answer may be in a queue, and none for the work of others', async () => {
      await cloud.startRun();
      cloud.clock.time += day;
      for (const workOf of ['validate', 'events'] as const) {
        cloud.setQueues({ workOf, messageCount: 1 });
        expect(await found()).toEqual([]);
      }
      cloud.setQueues({ workOf: 'publish', messageCount: 1 });
      expect(await found()).toEqual(['stuck-run run-1']);
    });

    it('misses its spec and its plan', async () => {
      await cloud.startRun();
      await cloud.doStage('run-1', 0, { shards: 2, done: 0 });
      await cloud.objects.delete([objectKeys.runSpec('run-1'), objectKeys.stagePlan('run-1', 0)]);
      expect((await look()).findings).toMatchObject([
        { severity: 'error', check: 'run-objects', what: expect.stringContaining('spec.json') },
        { severity: 'warning', check: 'run-objects', what: expect.stringContaining('plan.json of stage 0') },
      ]);
    });

    it('finds one whose progress is missing', async () => {
      await cloud.startRun();
      await removeStage('run-1#0');
      expect(await found()).toContain('run-state run-1');
    });
  });

  const removeStage = async (id: string) => {
    const stage = await cloud.documents.find('stage', 'default', id);
    if (stage === undefined) throw new Error('no such stage');
    const { document, revision: expectedRevision } = stage;
    await cloud.documents.commit([{ kind: 'stage', document, expectedRevision, isRemoval: true }], []);
  };

  const changeStage = async (id: string, change: object) => {
    const stage = await cloud.documents.find('stage', 'default', id);
    if (stage === undefined) throw new Error('no such stage');
    const document = { ...stage.document, ...change };
    await cloud.documents.commit([{ kind: 'stage', document, expectedRevision: stage.revision }], []);
  };

  describe('on state', () => {
    it.each([
      ['bits that are not counted', 1, { doneBits: Buffer.from([0]).toString('base64') }],
      [
        'a count that the run does not have',
        2,
        { doneCount: 0, doneBits: Buffer.from([0]).toString('base64') },
      ],
    ])('finds %s', async (_, stage, change) => {
      await cloud.finish(await cloud.startRun());
      await changeStage(`run-1#${stage}`, change);
      expect((await look()).findings).toMatchObject([
        {
          severity: 'error',
          check: 'run-state',
          where: 'run-1',
          what: expect.stringContaining(`stage ${stage}`),
        },
      ]);
    });

    it('finds a stage whose progress is missing', async () => {
      await cloud.finish(await cloud.startRun());
      await removeStage('run-1#1');
      expect(await found()).toEqual(['run-state run-1']);
    });

    it('takes a run that moves while it is read for what it is: at work', async () => {
      await cloud.startRun();
      await cloud.doStage('run-1', 0, { shards: 2, done: 0 });
      let hasMoved = false;
      const { documents } = cloud;
      class MovingStore extends MemoryDocumentStore {
        override async find<Kind extends DocumentKind>(kind: Kind, workspace: string, id: string) {
          if (kind === 'stage' && !hasMoved) {
            hasMoved = true;
            const result = { recordCount: 1, rejectedCount: 0, sizeBytes: 1, operators: [] };
            const event = { runId: 'run-1', stage: 0, attempt: 1, shard: 0 } as const;
            await cloud.apply({ type: 'shard-succeeded', ...event, result });
          }
          return documents.find(kind, workspace, id);
        }
        override findRun = (id: string) => documents.findRun(id);
        override listRunning = () => documents.listRunning();
      }
      const ports = { ...cloud.ports, documents: new MovingStore() };
      expect((await examine(ports, { stalledAfterMinutes: 15 })).findings).toEqual([]);
      expect(hasMoved).toBe(true);
    });
  });

  describe('on the trail', () => {
    it('finds a run that has ended without its trace', async () => {
      await cloud.finish(await cloud.startRun());
      const traces = { list: async () => ({ items: [], total: 0 }) };
      const { findings } = await examine({ ...cloud.ports, traces }, { stalledAfterMinutes: 15 });
      expect(findings).toMatchObject([
        { check: 'run-trace', where: 'run-1', what: expect.stringContaining('finishDataConnection') },
      ]);
      cloud.clock.time += 7 * day;
      expect(await found()).toEqual([]);
    });
  });

  describe('on objects', () => {
    it('finds those of runs, versions and uploads that there is no document of, and deletes them', async () => {
      await cloud.finish(await cloud.startRun());
      const orphaned = [
        'runs/gone/spec.json',
        'runs/gone/0/00000.1.jsonl',
        'datasets/default/gone/v1/manifest.json',
        'datasets/default/output-of-run-1/v2/part-00000.jsonl',
        'inbox/team-b/gone/a.jsonl',
      ];
      for (const key of orphaned) await write(key);
      await write(`inbox/default/parent-of-run-1/a.jsonl`);
      const { findings, orphans } = await look();
      expect(findings.map(({ check, where }) => `${check} ${where}`)).toEqual([
        'orphan datasets/default/gone/v1/',
        'orphan datasets/default/output-of-run-1/v2/',
        'orphan inbox/team-b/gone/',
        'orphan runs/gone/',
      ]);
      const done = await deleteOrphans(cloud.ports, orphans);
      expect(done.reduce((sum, { count }) => sum + count, 0)).toBe(orphaned.length);
      expect(await found()).toEqual([]);
      expect(await cloud.objects.find('inbox/default/parent-of-run-1/a.jsonl')).toBeDefined();
    });

    it('leaves what has just come, and what a run may yet publish', async () => {
      await cloud.startRun();
      await write('datasets/default/output-of-run-1/v1/part-00000.jsonl');
      await write('runs/new/spec.json');
      await write('inbox/default/new/a.jsonl');
      cloud.clock.time = Date.now() + minute;
      expect(await found()).toEqual([]);
      cloud.clock.time = Date.now() + 2 * hour;
      expect((await look()).orphans.map(({ prefix }) => prefix)).toEqual(['runs/new/']);
    });

    it('does not delete what has come to an orphan since', async () => {
      await write('runs/gone/spec.json');
      const { orphans } = await look();
      const found = orphans.map((orphan) => ({ ...orphan, newestAt: 0 }));
      expect(await deleteOrphans(cloud.ports, found)).toEqual([
        { where: 'runs/gone/', done: 'deleted', count: 0 },
      ]);
    });
  });

  describe('on versions', () => {
    const folder = 'datasets/default/output-of-run-1/v1/';
    const part = `${folder}part-00000.jsonl`;
    const manifest = objectKeys.datasetManifest('default', 'output-of-run-1', 1);
    const cut = (key: string) => cloud.objects.write(key, Buffer.from('{'));
    beforeEach(async () => cloud.finish(await cloud.startRun()));

    it.each([
      ['without a manifest', () => cloud.objects.delete([manifest]), 'manifest.json is missing'],
      ['whose manifest was cut short', () => cut(manifest), 'manifest.json is damaged'],
      ['without a part', () => cloud.objects.delete([part]), '1 of its 1 parts are missing'],
      ['whose part was cut short', () => cut(part), 'of another size: part-00000.jsonl'],
      ['that is gone', () => cloud.objects.delete([manifest, part]), 'its objects are gone'],
    ])('finds one %s, and says what makes another', async (_, damage, what) => {
      await damage();
      const { findings, orphans } = await look();
      expect(findings).toMatchObject([
        {
          severity: 'error',
          check: 'version',
          where: folder,
          what: expect.stringContaining(what),
          remedy: expect.stringContaining('sluice connections sync parent-of-run-1'),
        },
      ]);
      expect(orphans).toEqual([]);
    });
  });
});
