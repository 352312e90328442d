import type { Task } from '../../lib/model/document.ts';
import { objectKeys } from '../../lib/model/object-keys.ts';
import type { Run, RunEvent } from '../../lib/model/run.ts';
import type { Versioned } from '../../lib/ports/document-store.ts';
import { startTask } from '../../lib/refine/start-task.ts';
import type { World } from './life.ts';
import type { Schedule } from './schedule.ts';
import type { SimulatedCloud } from './simulated-cloud.ts';
import { type UploadContent, uploadContent } from './upload-content.ts';

/** What people did with one upload, and how far it came. */
export interface Journey {
  readonly content: UploadContent;
  readonly connection: string;
  readonly imported: Run;
  /** Absent when there was nothing to refine. */
  readonly refined?: Run;
}

const workspace = 'default';
const mostRetries = 6;

/** People who upload, refine what was imported, stop runs and have them go on. */
export const useCloud = (
  world: World,
  schedule: Schedule,
  cloud: SimulatedCloud,
): Promise<readonly Journey[]> =>
  Promise.all(
    schedule.contents.map(async (content, index) => {
      if (index > 0) await world.time.sleep(world.random.between(0, 5000));
      return travel(world, schedule, cloud, { content, index });
    }),
  );

const travel = async (
  world: World,
  schedule: Schedule,
  cloud: SimulatedCloud,
  { content: contentIndex, index }: { readonly content: number; readonly index: number },
): Promise<Journey> => {
  const content = uploadContent(contentIndex);
  const connection = `upload-${contentIndex}-${index}`;
  const isFirst = index === 0;
  await upload(world, cloud, { content, connection, isAwaited: schedule.isAwaited });
  const connectionRun = await cloud.until(async () => {
    const { latestRun = '' } =
      (await cloud.documents.find('connection', workspace, connection))?.document ?? {};
    return (await cloud.documents.findRun(latestRun))?.document.id;
  });
  const imported = await follow(
    world,
    schedule,
    cloud,
    connectionRun,
    isFirst ? schedule.stopsAfterMs[0] : undefined,
  );
  if (imported.status !== 'succeeded') return { content, connection, imported };
  const taskRun = await startRefining(world, cloud, { content, connection });
  const refined = await follow(
    world,
    schedule,
    cloud,
    taskRun,
    isFirst ? schedule.stopsAfterMs[1] : undefined,
  );
  return { content, connection, imported, refined };
};

const upload = async (
  { time, random }: World,
  { objects, uploads }: SimulatedCloud,
  {
    content,
    connection,
    isAwaited,
  }: {
    readonly content: UploadContent;
    readonly connection: string;
    readonly isAwaited: boolean;
  },
): Promise<void> => {
  const { files, mode } = content;
  const manifest = {
    datasetType: 'pretrain',
    datasetName: datasetOf(connection),
    mode,
    ...(isAwaited ? { expect: files.map(({ name }) => name) } : {}),
  };
  const manifestFile = { name: 'connection.json', bytes: Buffer.from(JSON.stringify(manifest)) };
  for (const { name, bytes } of isAwaited ? [manifestFile, ...files] : [...files, manifestFile]) {
    await objects.write(`${objectKeys.inbox(workspace, connection)}${name}`, bytes);
    uploads.put([{ workspace, connectionId: connection }]);
    await time.sleep(random.between(1, 2000));
  }
};

const datasetOf = (connection: string): string => `${connection}-data`;
const outputOf = (connection: string): string => `${connection}-clean`;

/** A person tries until the task has a run, whatever the answers. */
const startRefining = async (
  { time, note }: World,
  cloud: SimulatedCloud,
  { content, connection }: { readonly content: UploadContent; readonly connection: string },
): Promise<string> => {
  const task = taskOf(connection, content, time.now());
  await cloud.documents.commit([{ kind: 'task', document: task, expectedRevision: 0 }], []);
  for (let hasFailed = false; ; hasFailed = true) {
    const isDone = await new Promise<boolean>((resolve) => {
      const life = cloud.live('startTask', { onDeath: () => resolve(false) });
      startTask(cloud.portsOf(life), workspace, task.id).then(
        () => resolve(true),
        (error: unknown) => {
          note(life.name, `fails: ${error}`);
          resolve(false);
        },
      );
    });
    const { latestRun } = (await cloud.documents.find('task', workspace, task.id))?.document ?? {};
    if (latestRun !== undefined && (hasFailed || !isDone)) cloud.runsWithLosses.add(latestRun);
    if (latestRun !== undefined) return latestRun;
    await time.sleep(2000);
  }
};

const taskOf = (connection: string, { recipe }: UploadContent, now: number): Task => ({
  id: `task-of-${connection}`,
  workspace,
  user: 'ann',
  name: 'a task',
  description: '',
  source: { dataset: datasetOf(connection), version: 1 },
  recipe,
  output: { dataset: outputOf(connection), publish: true },
  status: 'not_started',
  createdAt: now,
  updatedAt: now,
});

/** Waits for the end of a run, stops it on the way, and has it go on if that is wanted. */
const follow = async (
  { time, random }: World,
  schedule: Schedule,
  cloud: SimulatedCloud,
  runId: string,
  stopAfterMs: number | undefined,
): Promise<Run> => {
  const ask = (type: 'stop-requested' | 'retry-requested'): void =>
    cloud.events.put([{ type, runId, stage: 0, attempt: 1, user: 'ann' } satisfies RunEvent]);
  if (stopAfterMs !== undefined) time.after(stopAfterMs, () => ask('stop-requested'));
  const ended = (afterRevision: number): Promise<Versioned<Run>> =>
    cloud.until(async () => {
      const found = await cloud.documents.findRun(runId);
      return found !== undefined && isEnded(found.document) && found.revision > afterRevision
        ? found
        : undefined;
    });
  let found = await ended(0);
  for (let retries = 0; retries < mostRetries && mayGoOn(found.document, schedule); retries++) {
    cloud.cure();
    await time.sleep(random.between(1, 3000));
    ask('retry-requested');
    found = await ended(found.revision);
  }
  return found.document;
};

const isEnded = ({ status }: Run): boolean => status !== 'running' && status !== 'stopping';

/** What a strict import has refused stays refused. */
const mayGoOn = ({ status, error }: Run, { isRetried }: Schedule): boolean =>
  isRetried && (status === 'stopped' || (status === 'failed' && isOwnFault(error?.code)));

/** The poison's code, and that of a run whose work nobody answered. */
const isOwnFault = (code: string | undefined): boolean =>
  code === 'ModelArts.72020067' || code === 'ModelArts.72020000';
