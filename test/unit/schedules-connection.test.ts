import { beforeEach, describe, expect, it } from 'vitest';
import { acceptUpload } from '../../lib/import/accept-upload.ts';
import type { Connection } from '../../lib/model/document.ts';
import { createSchedule } from '../../lib/schedules/create-schedule.ts';
import { fireSchedules } from '../../lib/schedules/fire-schedules.ts';
import { openWorld, type World } from './schedules-world.ts';

const minuteMs = 60_000;
let world: World;
let id: string;
beforeEach(async () => {
  world = await openWorld();
  await put('a.jsonl', '{"text":"a"}\n');
  await put('connection.json', JSON.stringify({ datasetType: 'pretrain', datasetName: 'texts' }));
  await acceptUpload(world.ports, { workspace: 'default', connectionId: 'folder' });
  const schedule = await createSchedule(
    world.ports,
    { workspace: 'default', user: 'ben' },
    {
      name: 'follow',
      expression: 'rate(10 minutes)',
      target: { kind: 'connection', id: 'folder' },
      enabled: true,
    },
  );
  id = schedule.id;
});

const put = (file: string, text: string) =>
  world.objects.write(`inbox/default/folder/${file}`, Buffer.from(text));
const setConnection = async (change: Partial<Connection>): Promise<void> => {
  const found = await world.documents.find('connection', 'default', 'folder');
  if (found === undefined) throw new Error('no connection');
  const document = { ...found.document, ...change };
  await world.documents.commit([{ kind: 'connection', document, expectedRevision: found.revision }], []);
};
const fire = async () => {
  world.time.now += 10 * minuteMs;
  await fireSchedules(world.ports);
  return (await world.documents.find('schedule', 'default', id))?.document.last;
};

describe('a schedule of a connection', () => {
  it('imports the folder again when its files have changed, one run a slot', async () => {
    await setConnection({ status: 'success' });
    await put('b.jsonl', '{"text":"b"}\n');
    const last = await fire();
    await fireSchedules(world.ports);
    expect(await world.runs()).toHaveLength(2);
    expect(last?.run).toEqual((await world.runs()).find(({ id: run }) => run === last?.run)?.id);
    expect(world.traces('fireSchedule')).toMatchObject([
      { trace_rating: 'normal', response: { run: last?.run } },
    ]);
  });

  it('starts nothing, and has no error, when its files are as they were', async () => {
    await setConnection({ status: 'success' });
    expect(Object.keys((await fire()) ?? {})).toEqual(['slot']);
    expect(world.traces('fireSchedule')).toMatchObject([{ response: { unchanged: true } }]);
    expect(await world.runs()).toHaveLength(1);
  });

  it('skips a slot while an import is under way, and does not wait for it', async () => {
    expect(await fire()).toMatchObject({ error: { code: 'ModelArts.72060085' } });
    expect(world.traces('fireSchedule')).toMatchObject([{ trace_rating: 'warning' }]);
    expect(await world.runs()).toHaveLength(1);
  });

  it('keeps the error of a connection that is deleted', async () => {
    await setConnection({ status: 'success', deletedAt: 1 });
    expect(await fire()).toMatchObject({ error: { code: 'ModelArts.72060020' } });
  });
});
