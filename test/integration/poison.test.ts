import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { examine } from '../../lib/doctor/examine.ts';
import { redrive } from '../../lib/doctor/treat.ts';
import { coordinateHandler } from '../../lib/handlers/coordinate-handler.ts';
import { deadWorkHandler } from '../../lib/handlers/dead-work-handler.ts';
import { sqsHandler } from '../../lib/handlers/sqs-handler.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { RunEvent, WorkMessage } from '../../lib/model/run.ts';
import { shardResult } from '../unit/engine-documents.ts';
import { type QueueHandler, queueWorld } from './queue-world.ts';

let world: Awaited<ReturnType<typeof queueWorld>>;
beforeAll(async () => {
  world = await queueWorld();
  for (const [name, value] of Object.entries(world.environment)) vi.stubEnv(name, value);
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await world.stop();
});

const found = async () => {
  const { findings } = await examine(world.ports, { stalledAfterMinutes: 15 });
  return findings.map(({ check, where }) => `${check} ${where}`);
};
const runNow = async (id: string) => (await world.ports.documents.findRun(id))?.document;

/** Receives a message as often as its queue gives it to a worker that dies of it. */
const killWorkers = async (queue: string): Promise<number> => {
  let deaths = 0;
  while ((await world.receive(queue)).length > 0) {
    deaths++;
    await world.advance(5400);
  }
  return deaths;
};
/** Delivers a message to a function that can't do it now, as often as its queue gives it. */
const exhaust = async (queue: string, handler: QueueHandler): Promise<number> => {
  let deliveries = 0;
  while ((await world.deliver(queue, handler)) > 0) {
    deliveries++;
    await world.advance(900);
  }
  return deliveries;
};

const deadWork = () => deadWorkHandler({ log: world.ports.log, events: world.events });
const coordinator = () => coordinateHandler(world.ports);
const unreachable = { send: () => Promise.reject(new Error('unreachable')) };

const answer = async ({ runId, stage, kind, shard, attempt }: WorkMessage): Promise<RunEvent> => {
  if (shard !== 'plan') {
    const manifest = objectKeys.datasetManifest('default', `output-of-${runId}`, 1);
    if (kind === 'publish') await world.ports.objects.write(manifest, Buffer.from('{"parts":[]}'));
    const result = shardResult({ hasRejects: false }, 'validate', shard);
    return { type: 'shard-succeeded', runId, stage, shard, attempt, result };
  }
  await world.ports.objects.write(objectKeys.stagePlan(runId, stage), Buffer.from('{}'));
  return { type: 'stage-planned', runId, stage, attempt, shardCount: 1 };
};
const worker = () =>
  sqsHandler(world.ports.log, async ({ body }) => {
    await world.events.send([await answer(JSON.parse(body))]);
  });

/** Lets everything go its way until nothing is left to do. */
const finish = async (): Promise<void> => {
  for (let count = -1; count !== 0; ) {
    count = await world.deliver('EventQueue', coordinator());
    for (const queue of ['ValidateQueue', 'ImportQueue', 'PublishQueue'])
      count += await world.deliver(queue, worker());
  }
};

describe('a message that failed', () => {
  it('comes again after seconds, though its queue would hide it for half an hour', async () => {
    await world.startRun('impatient');
    const failing = sqsHandler(world.ports.log, () => Promise.reject(new Error('not now')));
    expect(await world.deliver('ValidateQueue', failing)).toBe(1);
    expect(await world.deliver('ValidateQueue', worker())).toBe(0);
    await world.advance(5);
    expect(await world.deliver('ValidateQueue', worker())).toBe(1);
    await finish();
    expect(await runNow('impatient')).toMatchObject({ status: 'succeeded' });
  });
});

describe('work that kills its workers', () => {
  it('fails its run, which goes on when it is retried with workers that live', async () => {
    await world.startRun('killer');
    expect(await killWorkers('ValidateQueue')).toBe(5);
    expect(await found()).toContain('dead-letters DeadLetters');
    await world.deliver('DeadLetters', deadWork());
    await finish();
    expect(await runNow('killer')).toMatchObject({ status: 'failed', error: { code: 'ModelArts.72020000' } });
    const retry = { type: 'retry-requested', runId: 'killer', stage: 0, attempt: 1, user: 'ann' } as const;
    await world.events.send([retry]);
    await finish();
    expect(await runNow('killer')).toMatchObject({ status: 'succeeded' });
  });

  it('is found where nobody could tell its run, and ends the run once it is moved back', async () => {
    await world.startRun('mute');
    await killWorkers('ValidateQueue');
    const mute = deadWorkHandler({ log: world.ports.log, events: unreachable });
    expect(await exhaust('DeadLetters', mute)).toBe(5);
    expect(await found()).toEqual(['dead-letters StrayDeadLetters', 'stuck-run mute']);
    expect(await redrive(world.ports)).toEqual([{ where: 'StrayDeadLetters', done: 'moved', count: 1 }]);
    await world.deliver('DeadLetters', deadWork());
    await finish();
    expect(await runNow('mute')).toMatchObject({
      status: 'failed',
      error: { details: { reason: 'its worker ended 5 times without an answer', shard: 'plan' } },
    });
    expect(await found()).toEqual([]);
  });
});

describe('an event that the coordinator could not apply', () => {
  it('is found among the dead letters, and its run goes on to its end once it is moved back', async () => {
    await world.startRun('blind');
    await world.deliver('ValidateQueue', worker());
    const documents = Object.create(world.ports.documents, {
      findRun: { value: () => Promise.reject(new Error('unreachable')) },
    });
    const blind = coordinateHandler({ ...world.ports, documents });
    expect(await exhaust('EventQueue', blind)).toBe(10);
    expect(await found()).toEqual(['dead-letters EventDeadLetters.fifo', 'stuck-run blind']);
    expect(await redrive(world.ports, ['EventDeadLetters.fifo'])).toMatchObject([{ count: 1 }]);
    await finish();
    expect(await runNow('blind')).toMatchObject({ status: 'succeeded' });
    expect(await found()).toEqual([]);
  });
});
