import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { readRecipe } from '../lib/cli/read-recipe.ts';
import { recipePath } from './bench-run.ts';
import { makeCorpus } from './make-corpus.ts';
import type { BenchSettings, Row } from './row.ts';
import { spawnSluice } from './spawn-sluice.ts';
import { withCloud } from './with-cloud.ts';

/** Import and refine through the local cloud, from the manifest's upload on, beside `sluice run` on the same file. */
export async function* benchCloud({ directory, runSizeBytes }: BenchSettings): AsyncIterable<Row> {
  const path = join(directory, `mixed-${runSizeBytes}.jsonl`);
  await makeCorpus(path, 'mixed', runSizeBytes);
  const direct = await spawnSluice(['run', recipePath, '--in', path, '--out', join(directory, 'out')]);
  yield { what: 'sluice run', value: direct.wallSeconds, unit: 's' };

  yield* withCloud(directory, async function* (user) {
    await user.writeFile('bench', createReadStream(path, { highWaterMark: 1 << 20 }));
    const importStartedAt = performance.now();
    await user.endUpload('bench');
    await user.untilImported('bench');
    const refineStartedAt = performance.now();
    await user.untilRefined(await user.startRefining('bench', await readRecipe(recipePath), 'clean'));
    const refineEndedAt = performance.now();

    const importSeconds = (refineStartedAt - importStartedAt) / 1000;
    const refineSeconds = (refineEndedAt - refineStartedAt) / 1000;
    yield { what: 'local cloud: import', value: importSeconds, unit: 's' };
    yield { what: 'local cloud: refine', value: refineSeconds, unit: 's' };
    const ratio = (importSeconds + refineSeconds) / direct.wallSeconds;
    yield { what: 'local cloud beside sluice run', value: ratio, unit: '×', note: 'target ≤ 1.6' };
  });
}
