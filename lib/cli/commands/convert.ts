import { type Command, Option } from 'commander';
import { type DatasetType, SHAPES, type Shape } from '../../model/dataset-type.ts';
import { sharedOptions } from '../shared-options.ts';
import { formatFacts } from '../terminal/format-table.ts';
import { type OutputOptions, printValue } from '../terminal/output.ts';

interface ConvertOptions extends OutputOptions {
  readonly type: DatasetType;
  readonly to: Shape;
}

/** `sluice convert --type TYPE --to SHAPE IN OUT`. */
export const addConvertCommand = (program: Command): void => {
  program
    .command('convert')
    .description('convert files into one file of another shape')
    .argument('<in>', 'file or folder')
    .argument('<out>', 'file to write: an array if it ends in .json, else one record a line')
    .addOption(sharedOptions.type().makeOptionMandatory())
    .addOption(new Option('--to <shape>', 'shape to write').choices(SHAPES).makeOptionMandatory())
    .action(async (inputPath: string, outputPath: string, _options, command: Command) => {
      const options: ConvertOptions = command.optsWithGlobals();
      const { convertPath } = await import('../direct/convert-path.ts');
      const { recordCount } = await convertPath({
        type: options.type,
        to: options.to,
        inputPath,
        outputPath,
      });
      const result = { output: outputPath, shape: options.to, record_count: recordCount };
      printValue(result, () => formatFacts(result), options);
    });
};
