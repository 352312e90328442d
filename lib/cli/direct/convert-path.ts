import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DatasetType, Shape } from '../../model/dataset-type.ts';
import { partName } from '../../model/object-keys.ts';
import { csvExtraction } from '../../operators/csv-extraction.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { holdsCsv } from './holds-csv.ts';
import { runRecipe } from './run-recipe.ts';

export interface ConvertRequest {
  readonly type: DatasetType;
  readonly to: Shape;
  readonly inputPath: string;
  /** A `.json` file becomes an array, any other JSONL. Written whole or not at all. */
  readonly outputPath: string;
}

/**
 * Converts files into one file of another shape.
 * @throws SluiceError the code of the first bad record
 */
export const convertPath = async (request: ConvertRequest): Promise<{ readonly recordCount: number }> => {
  const { outputPath } = request;
  const parent = dirname(outputPath);
  await mkdir(parent, { recursive: true });
  return inTemporaryFolder({ parent, name: `.${basename(outputPath)}` }, (directory) =>
    convertIn(directory, request),
  );
};

const convertIn = async (directory: string, { type, to, inputPath, outputPath }: ConvertRequest) => {
  // What else would be done to rows that are to be platform records? Importing has made them that already.
  const extraction = (await holdsCsv(inputPath)) ? [{ id: csvExtraction.id, params: {} }] : [];
  const operators = [
    { id: 'start-node', params: {} },
    ...extraction,
    { id: 'end-node', params: { output_format: to } },
  ];
  const { manifest } = await runRecipe({
    recipe: { operators },
    inputPath,
    outputDirectory: directory,
    type,
  });
  const parts = manifest.parts.map((_, index) => join(directory, partName(index)));
  const whole = join(directory, 'whole');
  await (outputPath.endsWith('.json') ? writeArray(parts, whole) : writeLines(parts, whole));
  await rename(whole, outputPath);
  return { recordCount: manifest.recordCount };
};

const writeLines = async (parts: readonly string[], to: string): Promise<void> => {
  for (const part of parts) await pipeline(createReadStream(part), createWriteStream(to, { flags: 'a' }));
};

const writeArray = async (parts: readonly string[], to: string): Promise<void> => {
  await pipeline(arrayText(parts), createWriteStream(to));
};

async function* arrayText(parts: readonly string[]): AsyncIterable<string> {
  let separator = '[\n';
  for (const part of parts) {
    let rest = '';
    for await (const chunk of createReadStream(part, 'utf8')) {
      const lines = `${rest}${chunk}`.split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        yield separator + line;
        separator = ',\n';
      }
    }
  }
  yield '\n]\n';
}
