import { join } from 'node:path';
import { runRecipe } from '../lib/cli/direct/run-recipe.ts';
import type { Recipe } from '../lib/model/recipe.ts';
import { makeCorpus } from './make-corpus.ts';
import { measure, speedOf } from './measure.ts';
import type { BenchSettings, Row } from './row.ts';

/** A run that deduplicates, from files to files, beside one that does nothing else. */
export async function* benchBarrier({ directory, sizeBytes }: BenchSettings): AsyncIterable<Row> {
  for (const language of ['en', 'zh', 'mixed'] as const) {
    const path = join(directory, `${language}-${sizeBytes}.jsonl`);
    await makeCorpus(path, language, sizeBytes);
    const speed = async (method: string): Promise<{ readonly value: number; readonly note: string }> => {
      let report: Report | undefined;
      const cost = await measure(async () => {
        report = await run(path, directory, operatorsFor(method));
      }, 2);
      const { source, output } = report ?? { source: nothing, output: nothing };
      return {
        value: speedOf(sizeBytes, cost),
        note: `${output.record_count} of ${source.record_count} stay`,
      };
    };
    const { value: base } = await speed('none');
    yield { what: `${language}: import and refine, nothing dropped`, value: base, unit: 'MB/s·core' };
    yield { what: `${language}: and exact`, ...(await speed('exact')), unit: 'MB/s·core' };
    const minhash = await speed('minhash');
    yield {
      what: `${language}: and minhash`,
      ...minhash,
      unit: 'MB/s·core',
      note: `${minhash.note} (target ≥ 10)`,
    };
  }
}

const operatorsFor = (method: string): Recipe['operators'] => [
  { id: 'start-node', params: {} },
  method === 'none'
    ? { id: 'text-length-filtering', params: { min: 1, max: 1e9 } }
    : { id: 'text-deduplication', params: { method } },
  { id: 'end-node', params: {} },
];

const run = async (inputPath: string, directory: string, operators: Recipe['operators']): Promise<Report> => {
  const { report } = await runRecipe({
    recipe: { operators },
    inputPath,
    outputDirectory: join(directory, 'out'),
    type: 'single-turn',
    workers: 1,
  });
  return report as Report; // of a run that has succeeded
};

/** What the report of a run counts. */
interface Report {
  readonly source: { readonly record_count: number };
  readonly output: { readonly record_count: number };
}

const nothing = { record_count: 0 };
