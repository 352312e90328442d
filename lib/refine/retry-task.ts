import { isDeepStrictEqual } from 'node:util';
import * as z from 'zod';
import { decideAgain } from '../assets/decide-again.ts';
import { personEvent } from '../engine/person-event.ts';
import { readSealed } from '../engine/sealed-json.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import type { Task } from '../model/document.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Run } from '../model/run.ts';
import type { RefineSpec } from '../model/run-spec.ts';
import { canGoOn, findLatestRun, type TaskRunPorts } from './latest-run.ts';
import { type PreparedRun, prepareTaskRun } from './prepare-task-run.ts';
import { reopened, reopenTaskRun } from './reopen-task-run.ts';
import { loadTask, notAllowed, requireLive, type TaskCaller } from './require-task.ts';
import { type StartPorts, startTaskRun } from './start-task-run.ts';
import { outputChange } from './task-output.ts';

/** How to retry a task. */
export const retryRequest = z.strictObject({
  from: z
    .enum(['failed', 'start'])
    .default('failed')
    .describe('Go on with what the failed run has not done, or do all of it again'),
  output: outputChange.optional(),
});
export type RetryRequest = z.output<typeof retryRequest>;

export type RetryPorts = StartPorts & TaskRunPorts;

/**
 * Has a failed task go on, and gives the run that does: the failed one, with only what it has not done, as long as it
 * is still a run of this recipe, source and output; a new one otherwise, of as many records as the failed one. Source:
 * guide, section 4.1.4.
 * @throws SluiceError ModelArts.72020048, 72020051 when the task has not failed or is deleted, 72020047 when a retry is
 * on its way that this one contradicts, and what `prepareTaskRun` throws
 */
export const retryTask = async (ports: RetryPorts, caller: TaskCaller, request: RetryRequest): Promise<Run> =>
  decideAgain(async () => {
    const found = await loadTask(ports.documents, caller);
    const { document: task } = found;
    requireLive(task);
    const latest = await findLatestRun(ports.documents, task);
    if (task.status === 'pending' && latest !== undefined && canGoOn(latest)) {
      return resend(ports, { latest, request, user: caller.user });
    }
    requireFailed(task);
    const { user } = caller;
    const { from, output: change } = request;
    const prepared = await prepareTaskRun(ports, task, { change, now: ports.clock.now() });
    const spec = latest && (await readSpec(ports, latest));
    if (from === 'failed' && latest !== undefined && isStillOf({ run: latest, spec }, prepared)) {
      const changed = { ...found, document: prepared.task };
      return reopenTaskRun(ports, changed, { run: latest, user, from, writes: prepared.writes });
    }
    const { sampleCount } = spec ?? {};
    return startTaskRun(ports, found, { user, output: change, sampleCount, trace: 'retryRefineJob' });
  });

const requireFailed = (task: Task): void => {
  if (task.status === 'stopped') throw notAllowed(task, 'it was stopped, not failed: start it');
  if (task.status !== 'failed') throw notAllowed(task, 'it has not failed');
};

interface Resending {
  readonly latest: Run;
  readonly request: RetryRequest;
  readonly user: string;
}

/**
 * A retry was committed, and the coordinator has not heard of it yet; it may never, if its caller died in between. To
 * send it again does no harm.
 */
const resend = async ({ events, clock }: RetryPorts, { latest, request, user }: Resending): Promise<Run> => {
  const isPlain = request.from === 'failed' && request.output === undefined;
  if (!isPlain) throw new SluiceError('ModelArts.72020047', { reason: 'another retry is on its way' });
  await events.send([personEvent('retry-requested', latest, user)]);
  return reopened(latest, clock.now());
};

/** What a run was told to do; undefined once that has expired, with its intermediates. */
const readSpec = ({ objects }: RetryPorts, { id }: Pick<Run, 'id'>): Promise<RefineSpec | undefined> =>
  readSealed<RefineSpec>(objects, objectKeys.runSpec(id));

/** Whether a run that has failed would, once it went on, do what the task says now. */
const isStillOf = (
  { run, spec }: { readonly run: Run; readonly spec: RefineSpec | undefined },
  { task, dataset }: PreparedRun,
): boolean => {
  const { output, source, workspace } = task;
  if (spec === undefined || !canGoOn(run) || run.publish !== output.publish) return false;
  return (
    run.output.dataset === output.dataset &&
    run.output.version === dataset.document.version + 1 &&
    spec.sourceManifestKey === objectKeys.datasetManifest(workspace, source.dataset, source.version) &&
    isDeepStrictEqual(spec.recipe, plain(task.recipe))
  );
};

/** As it comes out of a JSON object. */
const plain = (recipe: Task['recipe']): unknown => JSON.parse(JSON.stringify(recipe));
