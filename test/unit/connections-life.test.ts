import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJson } from '../../lib/engine/json-object.ts';
import { sourceChecksum } from '../../lib/import/imported-connection.ts';
import type { Connection } from '../../lib/model/document.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { Run } from '../../lib/model/run.ts';
import type { ImportSpec } from '../../lib/model/run-spec.ts';
import type { DocumentStore } from '../../lib/ports/document-store.ts';
import { type Action, anyAction, datasets, folders, perform } from './connections-actions.ts';
import { openWorld, type World } from './connections-world.ts';

const runCount = 150;
const actionsOf = (action: fc.Arbitrary<Action>) => fc.array(action, { maxLength: 60, size: 'max' });
const isUnderWay = ({ status }: Run): boolean => status === 'running' || status === 'stopping';
const refusals = /^ModelArts\.(7206(0001|0009|0020|0041|0049|0085|0086)|72010001|72020136)$/;

describe('the life of connections, whatever people, uploaders and the engine do', () => {
  it('breaks no rule when one thing is done after the other', async () => {
    await fc.assert(
      fc.asyncProperty(actionsOf(anyAction), async (actions) => {
        const world = openWorld();
        watchCommits(world);
        for (const action of actions) {
          const before = await statesOf(world);
          const refusal = await perform(world, action);
          if (refusal !== undefined) {
            expect(refusal).toMatch(refusals);
            expect(await statesOf(world)).toEqual(before);
          }
          await checkRules(world);
        }
        await endAll(world);
      }),
      { numRuns: runCount },
    );
  });

  it('breaks no rule when things are done at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(anyAction, { minLength: 1, maxLength: 3 }), { maxLength: 30, size: 'max' }),
        async (rounds) => {
          const world = openWorld();
          watchCommits(world);
          for (const round of rounds) {
            await Promise.all(round.map((action) => perform(world, action)));
            await checkRules(world);
          }
          await endAll(world);
        },
      ),
      { numRuns: runCount },
    );
  });

  it('never imports by synchronization what the last import of the connection has imported', async () => {
    const never = ['purge', 'putBrokenManifest'];
    const verbs = anyAction.filter(({ verb }) => !never.includes(verb));
    await fc.assert(
      fc.asyncProperty(actionsOf(verbs), async (actions) => {
        const world = openWorld();
        for (const action of actions) {
          const before = await world.runs();
          await perform(world, action);
          if (action.verb === 'sync' || action.verb === 'syncSlot') await checkSync(world, action, before);
        }
      }),
      { numRuns: runCount },
    );
  });
});

const statesOf = async ({ documents, connection, runs, dataset }: World) => ({
  connections: await Promise.all(folders.map(connection)),
  datasets: await Promise.all(datasets.map(dataset)),
  runs: await runs(),
  traceCount: documents.traces().length,
});

/** Every commit that moves a connection must have a trace. */
const watchCommits = ({ documents }: World): void => {
  const commit = documents.commit.bind(documents);
  documents.commit = async (writes, traces) => {
    for (const { kind, document, expectedRevision, isRemoval } of writes) {
      if (kind !== 'connection') continue;
      const before = await documents.find('connection', 'default', document.id);
      if ((before?.revision ?? 0) !== expectedRevision) continue; // somebody was faster: nothing is committed
      const hasMoved = isRemoval || !isDeepStrictEqual(factsOf(before?.document), factsOf(document));
      if (hasMoved) expect(traces, `a change to ${document.status} leaves a trace`).not.toEqual([]);
    }
    await commit(writes, traces);
  };
};

const factsOf = (connection: Connection | undefined) =>
  connection && [connection.status, connection.manifest, connection.latestRun, connection.deletedAt];

const checkRules = async (world: World): Promise<void> => {
  const runs = await world.runs();
  for (const folder of folders) await checkConnection(world.documents, folder, runs);
  for (const dataset of datasets) await checkDataset(world, dataset, runs);
};

const checkConnection = async (
  documents: DocumentStore,
  folder: string,
  runs: readonly Run[],
): Promise<void> => {
  const connection = (await documents.find('connection', 'default', folder))?.document;
  const underWay = runs.filter((run) => run.parent.id === folder && isUnderWay(run));
  const ids = connection?.status === 'running' ? [connection.latestRun] : [];
  expect(underWay.map(({ id }) => id)).toEqual(ids);
  if (connection?.deletedAt !== undefined) expect(connection.status).not.toBe('running');
};

const checkDataset = async (
  { dataset }: Pick<World, 'dataset'>,
  id: string,
  runs: readonly Run[],
): Promise<void> => {
  const ofDataset = runs.filter(({ output }) => output.dataset === id);
  expect(ofDataset.filter(isUnderWay).length).toBeLessThan(2);
  const published = ofDataset.filter(({ status }) => status === 'succeeded');
  const versions = published.map(({ output }) => output.version).sort((one, other) => one - other);
  expect(versions).toEqual(versions.map((_, index) => index + 1));
  const found = await dataset(id);
  expect(found?.version ?? 0).toBe(versions.length);
  for (const { parent } of published) expect(parent.id).toBe(found?.madeBy);
};

/** All that was begun ends, and the rules still hold. */
const endAll = async (world: World): Promise<void> => {
  await world.settle();
  await checkRules(world);
  expect((await world.runs()).filter(isUnderWay)).toEqual([]);
};

const checkSync = async (world: World, { folder }: Action, before: readonly Run[]): Promise<void> => {
  const known = new Set(before.map(({ id }) => id));
  const started = (await world.runs()).find(({ id }) => !known.has(id));
  const last = before
    .filter(({ parent, status }) => parent.id === folder && status === 'succeeded')
    .toSorted((one, other) => (other.endedAt ?? 0) - (one.endedAt ?? 0))
    .at(0);
  if (started === undefined || last === undefined) return;
  expect(await sourceOf(world, started)).not.toBe(await sourceOf(world, last));
};

const sourceOf = async ({ objects }: World, { id }: Run): Promise<string> => {
  const { manifest, files } = await readJson<ImportSpec>(objects, objectKeys.runSpec(id));
  return sourceChecksum(manifest, files);
};
