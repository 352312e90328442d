import fc from 'fast-check';
import { closeQuietUploads } from '../../lib/import/close-quiet-uploads.ts';
import { createConnection } from '../../lib/import/create-connection.ts';
import { deleteConnection } from '../../lib/import/delete-connection.ts';
import { editConnection } from '../../lib/import/edit-connection.ts';
import { purgeConnection } from '../../lib/import/purge-connection.ts';
import { restoreConnection } from '../../lib/import/restore-connection.ts';
import { retryConnection } from '../../lib/import/retry-connection.ts';
import { stopConnection } from '../../lib/import/stop-connection.ts';
import { syncConnection } from '../../lib/import/sync-connection.ts';
import { ann, manifestOf, record, type World } from './connections-world.ts';

export const folders = ['one', 'two'] as const;
export const datasets = ['texts', 'words'] as const;

const files = ['a.jsonl', 'b.jsonl'] as const;
const contents = [record('a'), record('a') + record('b'), 'no json\n'] as const;

/** Who did what: something of a person's, of an uploader's, or of the engine's. */
export interface Action {
  readonly verb: keyof typeof verbs;
  readonly folder: (typeof folders)[number];
  readonly dataset: (typeof datasets)[number];
  readonly file: (typeof files)[number];
  readonly content: (typeof contents)[number];
  readonly mode: 'strict' | 'quarantine';
  readonly isExpecting: boolean;
  readonly minutes: number;
}

const manifestFor = ({ dataset, mode, isExpecting }: Action) =>
  manifestOf({ datasetName: dataset, mode, ...(isExpecting ? { expect: files } : {}) });

const asked = { of: ({ folder }: Action) => ann(folder) };

export const verbs = {
  put: (world: World, { file, content, folder }: Action) => world.put(file, content, folder),
  putManifest: (world: World, action: Action) =>
    world.put('connection.json', JSON.stringify(manifestFor(action)), action.folder),
  putBrokenManifest: (world: World, { folder }: Action) => world.put('connection.json', '{', folder),
  remove: (world: World, { file, folder }: Action) =>
    world.objects.delete([`inbox/default/${folder}/${file}`]),
  notify: (world: World, { folder }: Action) => world.notify(folder),
  step: (world: World) => world.step(),
  settle: (world: World) => world.settle(),
  wait: async (world: World, { minutes }: Action) => {
    world.time.now += minutes * 60_000;
    await closeQuietUploads(world.ports);
  },
  create: (world: World, action: Action) =>
    createConnection(world.ports, asked.of(action), { id: action.folder, manifest: manifestFor(action) }),
  edit: (world: World, action: Action) => editConnection(world.ports, asked.of(action), manifestFor(action)),
  startNow: (world: World, action: Action) =>
    retryConnection(world.ports, asked.of(action), { mode: 'start_now' }),
  reEdit: (world: World, action: Action) =>
    retryConnection(world.ports, asked.of(action), { mode: 're_edit', manifest: manifestFor(action) }),
  stop: (world: World, action: Action) => stopConnection(world.ports, asked.of(action)),
  sync: (world: World, action: Action) => syncConnection(world.ports, asked.of(action)),
  syncSlot: (world: World, action: Action) =>
    syncConnection(world.ports, { ...asked.of(action), slot: action.minutes }),
  delete: (world: World, action: Action) => deleteConnection(world.ports, asked.of(action)),
  restore: (world: World, action: Action) => restoreConnection(world.ports, asked.of(action)),
  purge: (world: World, action: Action) => purgeConnection(world.ports, asked.of(action)),
} as const;

/** Rare is what ends most others' chances. */
const weightByVerb = {
  put: 6,
  putManifest: 2,
  putBrokenManifest: 1,
  remove: 2,
  notify: 4,
  step: 4,
  settle: 6,
  wait: 1,
  create: 4,
  edit: 3,
  startNow: 3,
  reEdit: 3,
  stop: 3,
  sync: 5,
  syncSlot: 3,
  delete: 2,
  restore: 2,
  purge: 1,
} as const satisfies Record<keyof typeof verbs, number>;

export const anyAction: fc.Arbitrary<Action> = fc.record({
  verb: fc.oneof(
    ...Object.entries(weightByVerb).map(([verb, weight]) => ({
      weight,
      arbitrary: fc.constant(verb as keyof typeof verbs), // they are its keys
    })),
  ),
  folder: fc.constantFrom('one', 'one', 'one', 'two'),
  dataset: fc.constantFrom('texts', 'texts', 'texts', 'words'),
  file: fc.constantFrom(...files),
  content: fc.constantFrom(...contents, ...contents.slice(0, 2)),
  mode: fc.constantFrom('strict', 'quarantine'),
  isExpecting: fc.constantFrom(false, false, true),
  minutes: fc.constantFrom(1, 61),
});

/** Does what is asked for; gives the code that refused it. Whatever else is thrown is a mistake in the code. */
export const perform = async (world: World, action: Action): Promise<string | undefined> => {
  try {
    await verbs[action.verb](world, action);
    return undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code);
    throw error;
  }
};
