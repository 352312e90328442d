import { createDropStep } from '../engine/barrier/apply-drops.ts';
import { readJson } from '../engine/json-object.ts';
import { mapConcurrently } from '../engine/map-concurrently.ts';
import type { NumberedLine } from '../engine/numbered-line.ts';
import type { ShardTask, StageContext, StageWork, WorkPorts } from '../engine/stage-work.ts';
import type { Ffmpeg } from '../media/find-ffmpeg.ts';
import { MEDIA_LIMITS } from '../media/media-limits.ts';
import { probeImage } from '../media/probe-image.ts';
import { probeVideo } from '../media/probe-video.ts';
import type { DatasetManifest } from '../model/dataset.ts';
import { isMediaType, type MediaType } from '../model/dataset-type.ts';
import type { MediaFacts } from '../model/media-record.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { RefineSpec, ShardOutcome } from '../model/run-spec.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';
import { refineSpec } from './built-recipe.ts';
import { keyPartitionCount } from './key-partitions.ts';
import { cutItem } from './media/cut-item.ts';
import { createLocalCopies } from './media/local-copies.ts';
import { createMediaChain } from './media/media-chain.ts';
import { type ItemForm, readItem } from './media/media-item.ts';
import { type MediaStagePlace, mediaStageOf } from './media/media-stage-place.ts';
import {
  buildMediaSteps,
  isMediaBarrierStep,
  isMediaRecordStep,
  type MediaStep,
} from './media/media-steps.ts';
import { type MediaWorkspace, withMediaWorkspace } from './media/media-workspace.ts';
import { openProgress } from './media/shard-progress.ts';
import {
  type KeptItem,
  type MediaOutput,
  writeChanges,
  writeItems,
  writeKeys,
  writeRejects,
} from './media/write-media-shard.ts';
import { operatorNames } from './operator-names.ts';
import { judgedInput, sourceLines } from './refine-input.ts';
import { type RefineTask, sourceTasks } from './refine-task.ts';

/** A slice of a part of the source, which has as many media files as one worker takes. */
interface MediaTask extends RefineTask {
  readonly mediaPrefix: string;
}

/**
 * Runs operators over pictures or videos. `findTools` is asked on the first video: without ffmpeg, pictures go on.
 * Each file is downloaded into a folder of its own and read once; one that can't be used is rejected alone. A shard that
 * takes longer than `jobSeconds` is postponed, and goes on where it was.
 */
export const createMediaStage = (
  findTools: () => Promise<Ffmpeg>,
  jobSeconds: number = MEDIA_LIMITS.jobSeconds,
): StageWork => ({
  plan: async (ports, context) => {
    const { objects } = ports;
    const spec = refineSpec(context.spec);
    const tasks = await sourceTasks(objects, spec);
    const { media } = await readJson<DatasetManifest>(objects, spec.sourceManifestKey);
    const { keysOf } = mediaStageOf(spec, context.stage);
    const partitionCount = keysOf === undefined ? undefined : await keyPartitionCount(ports, spec, keysOf);
    return tasks.map((task) => ({
      ...task,
      mediaPrefix: media?.prefix ?? '',
      ...(partitionCount === undefined ? {} : { partitionCount }),
    }));
  },
  doShard: (ports, context, shard) =>
    withMediaWorkspace(ports.objects, (workspace) => {
      const spec = refineSpec(context.spec);
      const place = mediaStageOf(spec, context.stage);
      const task = shard.task as MediaTask; // the plan's elements are made above
      return doSlice({ ports, context, spec, place, shard, task, workspace, findTools, jobSeconds });
    }),
});

interface Slice {
  readonly ports: WorkPorts;
  readonly context: StageContext;
  readonly spec: RefineSpec;
  readonly place: MediaStagePlace;
  readonly shard: ShardTask;
  readonly task: MediaTask;
  readonly workspace: MediaWorkspace;
  readonly findTools: () => Promise<Ffmpeg>;
  readonly jobSeconds: number;
}

const concurrentPictures = 2;

const doSlice = async (slice: Slice): Promise<Omit<ShardOutcome, 'seconds'>> => {
  const { ports, context, spec, place, shard, task } = slice;
  const type = mediaTypeOf(spec);
  const steps = stepsOf(spec);
  const keyStep = place.keysOf === undefined ? undefined : steps[place.keysOf];
  const progress = await openProgress(ports.objects, {
    key: objectKeys.shardProgress(spec.run, context.stage, shard.shard),
    jobSeconds: slice.jobSeconds,
  });
  const chain = createMediaChain(
    steps.slice(place.from, place.to).filter(isMediaRecordStep),
    {
      cut: async (item, cut) => {
        if (item.facts.kind !== 'video') return [item];
        const name = `pieces of ${cut.segmentSeconds} s, ${cut.mode}: ${item.file}`;
        const pieces = await progress.recall(name, async () =>
          cutItem(await slice.findTools(), slice.workspace, {
            item,
            cut,
            prefix: piecePrefix(slice),
            sourcePrefix: task.mediaPrefix,
          }),
        );
        return pieces.map((piece) => ({ ...piece, copies: item.copies }));
      },
    },
    { type, file: task.file, keptChanges: spec.keptChanges, firstStep: place.from },
  );
  const { lines, dropStep } = await openInput(slice);
  const needsFacts = place.from < place.to || keyStep !== undefined;
  const form: ItemForm = place.input === 'source' ? { type, sourcePrefix: task.mediaPrefix } : { type };

  const doLine = async ({ text, line }: NumberedLine): Promise<readonly KeptItem[]> => {
    await progress.goOn();
    const copies = createLocalCopies(slice.workspace);
    try {
      const item = readItem(text, form);
      if (!needsFacts) return [{ line, item }];
      const facts = await progress.recall(`facts: ${item.file}`, async () =>
        probe(slice, type, { path: await copies.open(item.key), file: item.file }),
      );
      return (await chain.process({ line, text }, { ...item, copies, facts })).map((kept) => ({
        line,
        item: kept,
        facts: kept.facts,
      }));
    } catch (error) {
      chain.reject({ line, text }, error);
      return [];
    } finally {
      await copies.release();
    }
  };
  const kept = (await mapConcurrently(lines, type === 'image' ? concurrentPictures : 1, doLine)).flat();
  // Records that were done side by side are rejected in any order.
  const rejects = chain.rejects().toSorted((one, other) => one.line - other.line);

  const output: MediaOutput = { objects: ports.objects, spec, stage: context.stage, place, shard, kept };
  const written = await writeItems(output, type);
  const keys =
    keyStep !== undefined && isMediaBarrierStep(keyStep)
      ? await writeKeys(output, keyStep.barrier, task)
      : undefined;
  const names = operatorNames(steps.map(({ operator }) => operator.id));
  await writeChanges(output, names, [
    ...(place.drops === undefined ? [] : [[place.drops.step, dropStep?.changes() ?? []] as const]),
    ...chain.changes().map((own, index) => [place.from + index, own] as const),
  ]);
  await writeRejects(output, rejects);
  await progress.clear();
  const { sizeBytes, ...files } = written;
  return {
    shard: shard.shard,
    attempt: shard.attempt,
    ...files,
    ...(keys === undefined ? {} : { keys }),
    result: {
      recordCount: kept.length,
      rejectedCount: rejects.length,
      sizeBytes,
      operators: [...(dropStep === undefined ? [] : [dropStep.counts()]), ...chain.counts()],
    },
  };
};

const stepsOf = ({ recipe, type }: RefineSpec): readonly MediaStep[] =>
  buildMediaSteps(parseRecipe(recipe, type));

const mediaTypeOf = ({ type }: RefineSpec): MediaType => {
  if (!isMediaType(type)) throw new TypeError(`a media stage over ${type}`);
  return type;
};

const probe = async (
  { findTools }: Slice,
  type: MediaType,
  media: { readonly path: string; readonly file: string },
): Promise<MediaFacts> => (type === 'image' ? probeImage(media) : probeVideo(await findTools(), media));

const openInput = async ({ ports, spec, place, shard, task, context }: Slice) => {
  const { objects } = ports;
  const { drops } = place;
  if (drops === undefined) return { lines: await collect(sourceLines(objects, task)) };
  const stage = { ...place, kind: 'refine', isWritten: true, drops } as const;
  const input = await judgedInput(objects, { spec, stage, shard: shard.shard, task });
  const operatorId = stepsOf(refineSpec(context.spec))[drops.step]?.operator.id ?? '';
  const dropStep = createDropStep({ operatorId, step: drops.step, file: task.file, drops: input.drops });
  const lines: NumberedLine[] = [];
  for await (const batch of input.lines) lines.push(...dropStep.process(batch));
  return { lines, dropStep };
};

const collect = async (batches: AsyncIterable<readonly NumberedLine[]>): Promise<readonly NumberedLine[]> => {
  const lines: NumberedLine[] = [];
  for await (const batch of batches) lines.push(...batch);
  return lines;
};

/** Pieces lie under the attempt's own keys until a version takes them. */
const piecePrefix = ({ spec, context, shard: { shard, attempt } }: Slice): string =>
  objectKeys.shardMedia(spec.run, context.stage, shard, attempt);
