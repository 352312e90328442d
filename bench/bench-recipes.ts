import { createReadStream } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { buildSteps } from '../lib/engine/build-steps.ts';
import { compileChain } from '../lib/engine/record-chain.ts';
import { encodeLines } from '../lib/formats/encode-lines.ts';
import { linesOf } from '../lib/formats/lines-of.ts';
import { type Recipe, recipeSchema } from '../lib/model/recipe.ts';
import { TEMPLATES } from '../lib/model/templates.ts';
import { parseRecipe } from '../lib/operators/parse-recipe.ts';
import { startNode } from '../lib/operators/start-node.ts';
import { type Language, makeCorpus } from './make-corpus.ts';
import { measure, speedOf } from './measure.ts';
import type { BenchSettings, Row } from './row.ts';
import { textSamples } from './text-samples.ts';

const recipeFile = new URL('../demo/recipe.yaml', import.meta.url);

/**
 * Whole recipes over questions and answers, from the bytes that are read to the bytes that are written, beside what reading,
 * parsing and writing alone take.
 */
export async function* benchRecipes(settings: BenchSettings): AsyncIterable<Row> {
  const demonstration = recipeSchema.parse(parse(await readFile(recipeFile, 'utf8')));
  const { operators = [] } = TEMPLATES.find(({ id }) => id === 'single-turn-process') ?? {};
  const template = { operators: operators.map((id) => ({ id, params: {} })) };
  for (const language of ['en', 'zh', 'mixed'] as const) {
    const path = await questionsAndAnswers(settings, language);
    const bare = { operators: [{ id: startNode.id, params: {} }] };
    const limit = await speedOfRecipe(recipeSchema.parse(bare), path);
    const row = async (what: string, recipe: Recipe, target: number): Promise<Row> => {
      const value = await speedOfRecipe(recipe, path);
      const share = `${(value / limit).toFixed(2)} × that`;
      const note = language === 'mixed' ? `${share}, target ≥ ${target}` : share;
      return { what: `${language}: ${what}`, value, unit: 'MB/s·core', note };
    };
    yield { what: `${language}: read, parse, write, no operator`, value: limit, unit: 'MB/s·core', note: '' };
    yield await row("the demonstration's eight operators", demonstration, 20);
    yield await row('single-turn-process, seven operators', template, 25);
  }
}

/** Of the folder of real texts, the first quarter of each as question; or the generated corpus. */
const questionsAndAnswers = async (settings: BenchSettings, language: Language): Promise<string> => {
  const { directory, files, sizeBytes } = settings;
  const path = join(directory, `${language}-${files === undefined ? '' : 'real-'}${sizeBytes}.jsonl`);
  if (files === undefined) {
    await makeCorpus(path, language, sizeBytes);
    return path;
  }
  const lines = (await textSamples(settings, language)).map((text) => {
    const cut = Math.ceil(text.length / 4);
    return `${JSON.stringify({ context: text.slice(0, cut), target: text.slice(cut) })}\n`;
  });
  await mkdir(directory, { recursive: true });
  await writeFile(path, lines);
  return path;
};

const speedOfRecipe = async (recipe: Recipe, path: string): Promise<number> => {
  const type = 'single-turn';
  const steps = buildSteps(parseRecipe(recipe, type));
  const work = async (): Promise<void> => {
    const chain = compileChain(steps, { type, file: path, keptChanges: 100 });
    const { size } = await stat(path);
    const range = { start: 0, end: size, sizeBytes: size, firstLine: 1 };
    const read = ({ start, end }: { readonly start: number; readonly end: number }) =>
      createReadStream(path, { start, end: end - 1, highWaterMark: 1 << 20 });
    for await (const lines of linesOf(range, read)) encodeLines(await chain.process(lines));
  };
  return speedOf((await stat(path)).size, await measure(work, 3));
};
