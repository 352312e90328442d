import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readRecipe } from '../lib/cli/read-recipe.ts';
import type { Recipe } from '../lib/model/recipe.ts';
import { recipePath } from './bench-run.ts';
import type { CloudUser } from './cloud-user.ts';
import { smallFile } from './engine-small-runs.ts';
import { makeCorpus } from './make-corpus.ts';
import type { Row } from './row.ts';
import { spreadOf } from './spread.ts';
import { withCloud } from './with-cloud.ts';

const warmUpRuns = 5;
const mostRuns = 100;

/** Small refinings one after the other, alone and while a big one with the same recipe is under way. */
export const benchFairness = (directory: string, bigSizeBytes: number): AsyncIterable<Row> =>
  withCloud(directory, async function* (user) {
    const recipe = await readRecipe(recipePath);
    await importFiles(user, directory, bigSizeBytes);
    await refineSmall(user, { recipe, name: 'warm-up', runCount: warmUpRuns });
    const alone = spreadOf(await refineSmall(user, { recipe, name: 'alone', runCount: mostRuns }));
    yield { what: 'a small run alone, p99', value: alone.p99, unit: 'ms', note: noteOf(alone) };

    const startedAt = performance.now();
    const big = await user.startRefining('big', recipe, 'big-clean');
    const isOver = () => user.isRefined(big);
    const beside = await refineSmall(user, { recipe, name: 'beside', runCount: mostRuns, isOver });
    await user.untilRefined(big);
    const bigMs = performance.now() - startedAt;

    const small = spreadOf(beside);
    const what = `a small run beside one of ${bigSizeBytes / 1e6} MB, p99`;
    yield { what, value: small.p99, unit: 'ms', note: noteOf(small) };
    const medians = `medians ${(small.median / alone.median).toFixed(1)} ×`;
    yield { what: 'beside, as a multiple of alone', value: small.p99 / alone.p99, unit: '×', note: medians };
    const share = `the big run took ${(bigMs / 1000).toFixed(0)} s`;
    yield {
      what: 'beside, as a share of the big run',
      value: (100 * small.p99) / bigMs,
      unit: '%',
      note: share,
    };
  });

const noteOf = ({ median, range }: ReturnType<typeof spreadOf>): string =>
  `median ${median.toFixed(0)}; ${range}`;

const importFiles = async (user: CloudUser, directory: string, bigSizeBytes: number): Promise<void> => {
  const bigFile = join(directory, `mixed-${bigSizeBytes}.jsonl`);
  await makeCorpus(bigFile, 'mixed', bigSizeBytes);
  await user.writeFile('big', createReadStream(bigFile, { highWaterMark: 1 << 20 }));
  await user.writeFile('small', await readFile(smallFile));
  for (const name of ['big', 'small']) {
    await user.endUpload(name);
    await user.untilImported(name);
  }
};

interface SmallRuns {
  readonly recipe: Recipe;
  readonly name: string;
  /** At most. */
  readonly runCount: number;
  /** Ends the series early: a run that ended after it is left out. */
  readonly isOver?: () => Promise<boolean>;
}

/** Milliseconds of each, from the request for its task to its end. */
const refineSmall = async (user: CloudUser, { recipe, name, runCount, isOver }: SmallRuns) => {
  const times: number[] = [];
  while (times.length < runCount) {
    const startedAt = Date.now();
    const task = await user.startRefining('small', recipe, `${name}-${times.length}`);
    const run = await user.untilRefined(task);
    if (await isOver?.()) break;
    times.push((await user.timesOf(run)).end_time - startedAt);
  }
  return times;
};
