import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { failDeadWork } from '../../lib/dead-work/fail-dead-work.ts';
import { readServiceManifest } from '../../lib/local/manifest/read-service-manifest.ts';
import { WORK_DELIVERIES } from '../../lib/model/limits.ts';
import { type RunEvent, STAGE_KINDS, type WorkMessage } from '../../lib/model/run.ts';
import { isContainerKind } from '../../lib/model/stage-functions.ts';
import { deployment } from './doctor-fixtures.ts';

const bury = async (body: string) => {
  const sent: RunEvent[] = [];
  await failDeadWork({ send: async (events) => void sent.push(...events) }, body);
  return sent;
};

const work: WorkMessage = { runId: 'run-1', stage: 0, kind: 'validate', shard: 'plan', attempt: 1 };

describe('work that was never answered', () => {
  it('fails its run at once, and says why', async () => {
    const cloud = deployment();
    await cloud.startRun();
    await cloud.apply(...(await bury(JSON.stringify(work))));
    const run = await cloud.documents.findRun('run-1');
    expect(run?.document).toMatchObject({
      status: 'failed',
      error: {
        code: 'ModelArts.72020000',
        details: { reason: 'its worker ended 5 times without an answer', shard: 'plan', kind: 'validate' },
      },
    });
  });

  it('fails no run that has gone on without it', async () => {
    const cloud = deployment();
    await cloud.startRun();
    await cloud.doStage('run-1', 0, { shards: 2, done: 1 });
    await cloud.apply(...(await bury(JSON.stringify(work))));
    await cloud.apply(...(await bury(JSON.stringify({ ...work, shard: 0 }))));
    expect((await cloud.documents.findRun('run-1'))?.document.status).toBe('running');
  });

  it('is told from anything else, which stays', async () => {
    const isWork = fc.record({
      runId: fc.string(),
      stage: fc.integer(),
      kind: fc.string(),
      shard: fc.anything(),
    });
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      isWork.map((value) => JSON.stringify(value) ?? ''),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (body) => {
        await expect(bury(body)).rejects.toThrow();
      }),
    );
  });

  it('dies as often as serverless.yml says, and nothing but work dies where it does', () => {
    const text = readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8');
    const { queues } = readServiceManifest(text, { stage: 'dev' });
    const dying = queues.filter(({ redrive }) => redrive?.deadLetterQueue === 'DeadLetters');
    const ofFunctions = STAGE_KINDS.filter((kind) => !isContainerKind(kind));
    const ofWork = ofFunctions.map((kind) => `${kind[0]?.toUpperCase()}${kind.slice(1)}Queue`);
    expect(dying.map(({ logicalName }) => logicalName).toSorted()).toEqual(ofWork.toSorted());
    expect(new Set(dying.map(({ redrive }) => redrive?.maxReceiveCount))).toEqual(new Set([WORK_DELIVERIES]));
  });
});
