import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { acceptCommand } from '../../lib/commands/accept-command.ts';
import { commandJsonSchema } from '../../lib/commands/command-schema.ts';
import { parseCommand } from '../../lib/commands/parse-command.ts';
import type { RefusedCommand } from '../../lib/commands/refused-commands.ts';
import { acceptUpload } from '../../lib/import/accept-upload.ts';
import { mortalPort } from './mortal-port.ts';
import { openWorld, type World } from './schedules-world.ts';

let world: World;
let refused: RefusedCommand[];
beforeEach(async () => {
  world = await openWorld(['task-1', 'task-2']);
  refused = [];
});

const deliver = (body: unknown, id = 'message-1'): Promise<void> =>
  acceptCommand(
    { ...world.ports, refused: { keep: async (message) => void refused.push(message) } },
    { id, body: typeof body === 'string' ? body : JSON.stringify(body), sender: 'AIDAEXAMPLE' },
  );
const start = (more = {}) => ({ command: 'start-task', task: 'task-1', ...more });
const later = (seconds: number): void => {
  world.time.now += seconds * 1000;
};
const end = (task: string) => world.setTask(task, { status: 'generated' });

describe('start-task', () => {
  it('starts a run of the task and leaves a trace of who asked', async () => {
    await deliver(start({ user: 'ann', sample_count: 7 }));
    const [run] = await world.runs();
    expect(run).toMatchObject({ parent: { id: 'task-1' }, status: 'running' });
    const spec = await Array.fromAsync(world.objects.read(`runs/${run?.id}/spec.json`));
    expect(JSON.parse(Buffer.concat(spec).toString())).toMatchObject({ sampleCount: 7 });
    expect(world.traces('acceptCommand')).toMatchObject([
      {
        user: 'ann',
        resource_type: 'command',
        resource_id: 'message-1',
        resource_name: 'start-task',
        request: { sender: 'AIDAEXAMPLE' },
        response: { run: run?.id },
      },
    ]);
    expect(refused).toEqual([]);
  });

  it('comes again without a second run, while the first is under way and when it has ended', async () => {
    await deliver(start());
    await deliver(start());
    await end('task-1');
    later(3600);
    await deliver(start());
    expect(await world.runs()).toHaveLength(1);
    expect(refused).toEqual([]);
    await deliver(start(), 'message-2');
    expect(await world.runs()).toHaveLength(2);
  });

  it("with an id of the sender's is done once, however many messages bring it", async () => {
    await Promise.all([1, 2, 3].map((n) => deliver(start({ id: 'nightly-7' }), `m-${n}`).catch(() => {})));
    await end('task-1');
    later(3600);
    await deliver(start({ id: 'nightly-7' }), 'm-4');
    expect(await world.runs()).toHaveLength(1);
    expect(refused).toEqual([]);
  });

  it('sends the first work of its run again when it died before sending it', async () => {
    const { send } = world.ports.work;
    world.ports.work.send = async () => Promise.reject(new Error('gone'));
    await expect(deliver(start())).rejects.toThrow();
    world.ports.work.send = send;
    await deliver(start());
    expect(world.sent).toMatchObject([{ shard: 'plan' }]);
    expect(await world.runs()).toHaveLength(1);
  });

  it('is done once and never refused wherever it dies and is delivered again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 4 }), async (deaths) => {
        world = await openWorld();
        refused = [];
        const { documents, objects, work } = world.ports;
        for (const death of deaths) {
          let left = death;
          const step = async (): Promise<void> => {
            if (left-- <= 0) throw new Error('dead');
          };
          world.ports.documents = mortalPort(documents, step);
          world.ports.objects = mortalPort(objects, step);
          world.ports.work = mortalPort(work, step);
          await deliver(start()).catch(() => {});
          later(360);
        }
        Object.assign(world.ports, { documents, objects, work });
        await deliver(start());
        expect(await world.runs()).toHaveLength(1);
        expect(world.traces('startRefineJob')).toHaveLength(1);
        expect(world.sent.length).toBeGreaterThan(0);
        expect(refused).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['of a task that is not there', start({ task: 'nobody' }), 'ModelArts.72020048'],
    ['without a task', { command: 'start-task' }, 'ModelArts.72060001'],
    ['with a field that it does not have', start({ run: 'run-1' }), 'ModelArts.72060001'],
    ['of no records', start({ sample_count: 0 }), 'ModelArts.72060001'],
    ['in no workspace', start({ workspace: '../x' }), 'ModelArts.72060001'],
  ])('%s goes to the dead letters with its code and a trace', async (_title, body, code) => {
    await deliver(body);
    expect(refused).toMatchObject([{ messageId: 'message-1', body: JSON.stringify(body), error: { code } }]);
    expect(world.traces('refuseCommand')).toMatchObject([
      {
        trace_rating: 'warning',
        resource_type: 'command',
        resource_name: 'start-task',
        response: { error_code: code },
      },
    ]);
    expect(await world.runs()).toEqual([]);
  });

  it('of a task that runs for another reason is refused', async () => {
    await deliver(start());
    await deliver(start(), 'message-2');
    expect(refused).toMatchObject([{ messageId: 'message-2', error: { code: 'ModelArts.72020008' } }]);
    expect(await world.runs()).toHaveLength(1);
  });

  it('with the id of another command is refused', async () => {
    await deliver(start({ id: 'a' }));
    await deliver(start({ id: 'a', task: 'task-2' }), 'message-2');
    expect(refused).toMatchObject([{ error: { code: 'ModelArts.72060001', details: { argument: 'id' } } }]);
  });

  it('is left to another delivery while storage fails', async () => {
    world.objects.writeNew = async () => Promise.reject(new Error('storage is away'));
    await expect(deliver(start())).rejects.toThrow('storage is away');
    expect([refused, world.traces('refuseCommand')]).toEqual([[], []]);
  });
});

describe('a message that is no command', () => {
  it.each([
    ['is not JSON', '{"command": "start'],
    ['is empty', ''],
    ['is no object', '[1]'],
    ['has an unknown command', '{"command":"drop-table","workspace":"team-a"}'],
  ])('because it %s goes to the dead letters as it came', async (_title, body) => {
    await deliver(body);
    expect(refused).toMatchObject([{ body, error: { code: 'ModelArts.72060001' } }]);
    expect(world.traces('refuseCommand')).toMatchObject([{ resource_name: 'unknown' }]);
  });

  it('is told of in the workspace that it names', async () => {
    await deliver({ command: 'stop-run', workspace: 'team-a' });
    expect(world.traces('refuseCommand')).toMatchObject([
      { workspace_id: 'team-a', resource_name: 'stop-run' },
    ]);
  });

  it('does not have its values quoted', async () => {
    await deliver({ command: 'start-task', task: 5, sample_count: 'secret-value', user: 'secret\nname' });
    expect(JSON.stringify(refused[0]?.error)).not.toContain('secret');
    expect(JSON.stringify(world.traces('refuseCommand'))).not.toContain('secret');
  });
});

describe('import-folder', () => {
  const manifest = { datasetType: 'pretrain', datasetName: 'texts' };
  const command = (more = {}) => ({ command: 'import-folder', connection: 'folder', manifest, ...more });
  const key = 'inbox/default/folder/connection.json';
  const countWrites = (): { readonly count: number } => {
    const counted = { count: 0 };
    const write = world.objects.write.bind(world.objects);
    world.objects.write = async (...args) => {
      if (args[0] === key) counted.count++;
      return write(...args);
    };
    return counted;
  };

  it('writes the manifest as an upload does, once for all deliveries', async () => {
    const writes = countWrites();
    await deliver(command());
    later(5);
    await deliver(command());
    expect(writes.count).toBe(1);
    expect(
      JSON.parse(Buffer.concat(await Array.fromAsync(world.objects.read(key))).toString()),
    ).toMatchObject(manifest);
    later(5);
    await deliver(command(), 'message-2');
    expect(writes.count).toBe(2);
  });

  it('leaves a manifest alone that came after it', async () => {
    await deliver(command());
    later(5);
    await world.objects.write(key, Buffer.from('newer'));
    later(5);
    await deliver(command());
    expect(Buffer.concat(await Array.fromAsync(world.objects.read(key))).toString()).toBe('newer');
  });

  it('that died before it wrote is done by a later delivery, not by one at the same time', async () => {
    const { write } = world.objects;
    world.objects.write = async () => Promise.reject(new Error('dead'));
    await expect(deliver(command())).rejects.toThrow('dead');
    world.objects.write = write;
    await expect(deliver(command())).rejects.toMatchObject({ code: 'ModelArts.72060085' });
    later(360);
    await deliver(command());
    expect(await world.objects.find(key)).toBeDefined();
  });

  it('without a manifest looks at the folder again', async () => {
    await world.objects.write('inbox/default/folder/a.jsonl', Buffer.from('{"text":"a"}\n'));
    await world.objects.write(key, Buffer.from(JSON.stringify(manifest)));
    await deliver({ command: 'import-folder', connection: 'folder' });
    await acceptUpload(world.ports, { workspace: 'default', connectionId: 'folder' });
    expect(await world.runs()).toMatchObject([{ kind: 'import', parent: { id: 'folder' } }]);
  });

  it.each([
    ['without a manifest in the folder', command({ manifest: undefined }), 'ModelArts.72020136'],
    ['whose manifest is wrong', command({ manifest: { datasetType: 'poem' } }), 'ModelArts.72060001'],
    ['outside the inbox', command({ connection: '../datasets' }), 'ModelArts.72060001'],
    ['above the inbox', command({ connection: '..' }), 'ModelArts.72060001'],
  ])('%s is refused', async (_title, body, code) => {
    await deliver(body);
    expect(refused).toMatchObject([{ error: { code } }]);
  });

  it('with an id that another folder was imported with is refused', async () => {
    await deliver(command({ id: 'a' }));
    await deliver(command({ id: 'a', connection: 'other' }), 'message-2');
    expect(refused).toMatchObject([{ error: { details: { argument: 'id' } } }]);
  });
});

describe('stop-run', () => {
  const runStatus = async (status: 'running' | 'stopped' | 'succeeded'): Promise<string> => {
    await deliver(start(), 'first');
    const [run] = await world.runs();
    const found = await world.documents.findRun(run?.id ?? '');
    if (found === undefined) throw new Error('no run');
    const document = { ...found.document, status };
    await world.documents.commit([{ kind: 'run', document, expectedRevision: found.revision }], []);
    return document.id;
  };

  it('asks the coordinator to stop the run, for whom it is sent', async () => {
    const run = await runStatus('running');
    await deliver({ command: 'stop-run', run, user: 'ann' });
    expect(world.events).toEqual([{ type: 'stop-requested', runId: run, stage: 0, attempt: 1, user: 'ann' }]);
  });

  it('of a stopped run has nothing to do', async () => {
    await deliver({ command: 'stop-run', run: await runStatus('stopped') });
    expect([world.events, refused]).toEqual([[], []]);
  });

  it('of a run that has ended, or of another workspace, is refused', async () => {
    const run = await runStatus('succeeded');
    await deliver({ command: 'stop-run', run });
    await deliver({ command: 'stop-run', run, workspace: 'other' });
    expect(refused.map(({ error }) => error.code)).toEqual(['ModelArts.72020051', 'ModelArts.72020020']);
  });
});

describe('the published schema', () => {
  it('names every command, and its fields with what they mean', () => {
    const { oneOf = [] } = commandJsonSchema() as { readonly oneOf?: readonly CommandSchema[] };
    expect(oneOf.map(({ properties }) => properties['command']?.const)).toEqual([
      'start-task',
      'import-folder',
      'stop-run',
    ]);
    for (const { properties, description } of oneOf) {
      expect(description).toBeTypeOf('string');
      const { command, ...fields } = properties;
      for (const [name, field] of Object.entries(fields))
        expect([name, field.description]).toEqual([name, expect.any(String)]);
    }
  });

  it('is what the page about commands shows: its examples are commands', async () => {
    const page = await readFile(new URL('../../docs/commands.md', import.meta.url), 'utf8');
    const examples = [...page.matchAll(/```json\n(.*?)```/gs)].map(([, example = '']) => example);
    expect(examples.length).toBeGreaterThan(2);
    for (const example of examples) expect(() => parseCommand(example)).not.toThrow();
  });
});

interface CommandSchema {
  readonly description?: string;
  readonly properties: Readonly<Record<string, { readonly const?: string; readonly description?: string }>>;
}
