import type { Run } from '../../lib/model/run.ts';
import type { RunNoticeType } from '../../lib/model/run-notice.ts';
import { findManifest, type Outcome, outcomeOf } from './outcome.ts';
import type { Schedule } from './schedule.ts';
import type { SimulatedCloud } from './simulated-cloud.ts';
import type { Journey } from './simulated-user.ts';

/** What must be true when nothing is under way any more, and is not. */
export const endViolations = async (
  schedule: Schedule,
  cloud: SimulatedCloud,
  journeys: readonly { readonly journey: Journey; readonly expected: Expected }[],
): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const { journey, expected } of journeys) {
    for (const [run, wanted] of [
      [journey.imported, expected.imported],
      [journey.refined, expected.refined],
    ] as const) {
      if (run === undefined) continue;
      found.push(...(await runViolations(schedule, cloud, run, wanted)));
    }
  }
  return [...found, ...deadLetterViolations(schedule, cloud)];
};

/** What the undisturbed runs of an upload came to. */
export interface Expected {
  readonly imported: Outcome;
  readonly refined: Outcome | undefined;
}

const runViolations = async (
  schedule: Schedule,
  cloud: SimulatedCloud,
  { id }: Run,
  expected: Outcome | undefined,
): Promise<readonly string[]> => {
  const run = (await cloud.documents.findRun(id))?.document;
  if (run === undefined) return [`run ${id} is gone`];
  const outcome = await outcomeOf(cloud, run);
  return [
    ...statusViolations(schedule, run, expected),
    ...(run.status === 'succeeded' && expected !== undefined ? differences(run, outcome, expected) : []),
    ...(await publicationViolations(cloud, run)),
    ...noticeViolations(cloud, run),
    ...sweepViolations(schedule, cloud, run),
  ].map((violation) => `${run.kind} run ${run.id}: ${violation}`);
};

const statusViolations = (
  { poison, isRetried, stopsAfterMs }: Schedule,
  run: Run,
  expected: Outcome | undefined,
): readonly string[] => {
  const allowed = new Set([expected?.status ?? 'succeeded']);
  if (!isRetried && poison !== undefined) allowed.add('failed');
  if (!isRetried && stopsAfterMs[run.kind === 'import' ? 0 : 1] !== undefined) allowed.add('stopped');
  if (!allowed.has(run.status)) {
    return [`it ended as ${run.status} (${JSON.stringify(run.error)}), not as ${[...allowed].join(' or ')}`];
  }
  const isExpectedFailure = run.status === 'failed' && expected?.status === 'failed' && poison === undefined;
  return isExpectedFailure && run.error?.code !== expected.errorCode
    ? [`it failed with ${run.error?.code}, not with ${expected.errorCode}`]
    : [];
};

const differences = (run: Run, outcome: Outcome, expected: Outcome): readonly string[] => {
  const names = new Set([...outcome.textByName.keys(), ...expected.textByName.keys()]);
  // The name of the second of two equal uploads ends in another number.
  const normal = (text: string | undefined): string =>
    (text ?? 'nothing').replace(/upload-(\d+)-\d/g, 'upload-$1');
  const byName = (texts: Outcome['textByName']) =>
    new Map([...texts].map(([name, text]) => [normal(name), normal(text)]));
  const [given, wanted] = [byName(outcome.textByName), byName(expected.textByName)];
  return [
    ...[...names]
      .map(normal)
      .filter((name) => given.get(name) !== wanted.get(name))
      .map((name) => `${name} is not as it is undisturbed`),
    ...(normal(outcome.counts) === normal(expected.counts)
      ? []
      : [`its counts are ${outcome.counts}, undisturbed ${expected.counts}`]),
    ...(run.stages.every(({ status }) => status === 'done' || status === 'skipped')
      ? []
      : ['it succeeded before all its stages were done']),
  ];
};

/** A version is there whole or not at all. */
const publicationViolations = async (cloud: SimulatedCloud, run: Run): Promise<readonly string[]> => {
  const dataset = (await cloud.documents.find('dataset', run.workspace, run.output.dataset))?.document;
  const manifest = await findManifest(cloud.objects, run);
  const isPublished = dataset?.version === run.output.version;
  const hasPublishBegun = ['running', 'done'].includes(run.stages.at(-1)?.status ?? '');
  const found = [
    ...(isPublished === (run.status === 'succeeded')
      ? []
      : [`its data set is at version ${dataset?.version}`]),
    ...(isPublished && manifest === undefined ? ['its version has no manifest'] : []),
    ...(!isPublished && manifest !== undefined && !hasPublishBegun
      ? ['a manifest is there of no version']
      : []),
    ...(await parentViolations(cloud, run)),
  ];
  if (!isPublished || manifest === undefined) return found;
  if (manifest.recordCount !== dataset.recordCount || manifest.sizeBytes !== dataset.sizeBytes)
    found.push('its data set counts other records than its manifest');
  for (const { key, sizeBytes } of manifest.parts) {
    if ((await cloud.objects.find(key))?.sizeBytes !== sizeBytes)
      found.push(`${key} is not what its manifest says`);
  }
  return found;
};

const parentViolations = async ({ documents }: SimulatedCloud, run: Run): Promise<readonly string[]> => {
  const parent = (await documents.find(run.parent.kind, run.workspace, run.parent.id))?.document;
  const success = run.kind === 'import' ? 'success' : 'generated';
  const wanted = run.status === 'succeeded' ? success : run.status;
  return parent?.status === wanted ? [] : [`its parent is ${parent?.status}`];
};

/** Of all that was committed somebody is told. */
const noticeViolations = ({ notices }: SimulatedCloud, run: Run): readonly string[] => {
  const told = notices.filter((notice) => notice.run === run.id);
  const isTold = (type: RunNoticeType, stage?: number): boolean =>
    told.some((notice) => notice.type === type && (stage === undefined || notice.stage?.index === stage));
  const end = { succeeded: 'run-succeeded', failed: 'run-failed', stopped: 'run-stopped' } as const;
  const wanted: readonly (readonly [RunNoticeType, number?])[] = [
    ['run-started'],
    ...run.stages.flatMap(({ status }, index) => (status === 'done' ? [['stage-done', index] as const] : [])),
    ...(run.status === 'running' || run.status === 'stopping' ? [] : [[end[run.status]] as const]),
  ];
  return wanted
    .filter(([type, stage]) => !isTold(type, stage))
    .map(([type, stage]) => `nobody was told of ${type} ${stage ?? ''}`);
};

/** Where no message can get lost and order is kept, the protocol alone brings a run to its end. */
const sweepViolations = (
  { isOrdered, poison, rates }: Schedule,
  { sweptRuns, runsWithLosses }: SimulatedCloud,
  { id }: Run,
): readonly string[] =>
  isOrdered &&
  rates.lost === undefined &&
  poison?.how !== 'kills' &&
  sweptRuns.has(id) &&
  !runsWithLosses.has(id)
    ? ['it stood still until it was swept, and nothing had been lost']
    : [];

const deadLetterViolations = (
  { poison }: Schedule,
  { uploads, work, events }: SimulatedCloud,
): readonly string[] => {
  const dead = [
    ...uploads.deadLetters,
    ...events.deadLetters,
    ...work.deadLetters.filter(({ kind, shard }) => poison?.kind !== kind || poison.shard !== shard),
  ];
  return dead.length === 0 ? [] : [`dead letters that are no poison: ${JSON.stringify(dead)}`];
};
