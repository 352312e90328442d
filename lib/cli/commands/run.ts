import type { Command } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
import { type DatasetType, datasetTypeIds, isDatasetType, type Shape } from '../../model/dataset-type.ts';
import { reportTable } from '../report-table.ts';
import { runProgress } from '../run-progress.ts';
import { sharedOptions, wholeNumber } from '../shared-options.ts';
import { type OutputOptions, printNote, printValue } from '../terminal/output.ts';
import { createProgressBar } from '../terminal/progress-bar.ts';

interface RunOptions extends OutputOptions {
  readonly in: string;
  readonly out: string;
  readonly type?: DatasetType;
  readonly workers?: number;
  readonly sample?: number;
  readonly mode?: 'strict' | 'quarantine';
  readonly format?: Shape;
}

/** `sluice run RECIPE --in PATH --out DIR`. */
export const addRunCommand = (program: Command): void => {
  program
    .command('run')
    .description('refine files by a recipe, on all cores, without servers')
    .argument('<recipe>', 'YAML or JSON file, or the id of a template')
    .requiredOption('--in <path>', 'file or folder to refine')
    .requiredOption('--out <folder>', 'folder for the result, the report, the changes and the rejects')
    .addOption(sharedOptions.type())
    .option('--workers <count>', 'threads; as many as there are cores by default', wholeNumber(1))
    .option('--sample <count>', 'take the first records only', wholeNumber(1))
    .addOption(sharedOptions.mode())
    .addOption(sharedOptions.format())
    .action(async (recipeName: string, _options, command: Command) =>
      run(recipeName, command.optsWithGlobals()),
    );
};

const run = async (recipeName: string, options: RunOptions): Promise<void> => {
  const [{ readRecipe }, { runRecipe }, { manifestBeside }, { parseRecipe }] = await Promise.all([
    import('../read-recipe.ts'),
    import('../direct/run-recipe.ts'),
    import('../direct/stage-input.ts'),
    import('../../operators/parse-recipe.ts'),
  ]);
  const recipe = await readRecipe(recipeName);
  const type = options.type ?? typeOf(recipe.type ?? (await manifestBeside(options.in))['datasetType']);
  // Before anything is imported, and before an earlier result in the folder is replaced.
  parseRecipe(recipe, type);
  const { in: inputPath, out: outputDirectory } = options;
  const bar = createProgressBar();
  try {
    const { report } = await runRecipe({
      ...given(options),
      recipe,
      inputPath,
      outputDirectory,
      type,
      onProgress: (state) => bar.show(runProgress(state)),
    });
    bar.end();
    printValue(report, () => reportTable(report), options);
  } finally {
    bar.end();
  }
  printNote(`the result is in ${outputDirectory}`);
};

/** The options that were given, for an object that knows no undefined. */
const given = ({ workers, sample, mode, format }: RunOptions) => ({
  ...(workers === undefined ? {} : { workers }),
  ...(sample === undefined ? {} : { sample }),
  ...(mode === undefined ? {} : { mode }),
  ...(format === undefined ? {} : { format }),
});

const typeOf = (type: unknown): DatasetType => {
  if (typeof type === 'string' && isDatasetType(type)) return type;
  const reason = `give --type, or a type in the recipe: ${datasetTypeIds.join(', ')}`;
  throw new SluiceError('ModelArts.72060001', { argument: 'type', reason });
};
