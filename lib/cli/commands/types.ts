import type { Command } from 'commander';
import type { Language } from '../../errors/table/index.ts';
import { DATASET_TYPES, datasetTypeIds } from '../../model/dataset-type.ts';
import { languageOf } from '../language.ts';
import { type OutputOptions, printRows } from '../terminal/output.ts';

/** `sluice types`. */
export const addTypesCommand = (program: Command): void => {
  program
    .command('types')
    .description('list the data set types and the form of their records')
    .action((_options, command: Command) => {
      const options: OutputOptions & { readonly lang?: Language } = command.optsWithGlobals();
      const language = languageOf(options);
      const rows = datasetTypeIds.map((id) => ({
        id,
        ...DATASET_TYPES[id],
        name: DATASET_TYPES[id].name[language],
      }));
      printRows(
        rows,
        [
          { title: 'ID', value: ({ id }) => id },
          { title: 'NAME', value: ({ name }) => name },
          { title: 'FILES', value: ({ extensions }) => extensions.join(', ') },
          { title: 'SHAPES', value: ({ shapes }) => shapes.join(', ') },
          { title: 'RECORD', value: ({ record }) => record },
        ],
        options,
      );
    });
};
