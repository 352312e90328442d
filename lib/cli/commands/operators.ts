import type { Command } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
import type { Language } from '../../errors/table/index.ts';
import { datasetTypeIds, textTypeIds } from '../../model/dataset-type.ts';
import type { OperatorEntry } from '../../operators/catalogue.ts';
import { languageOf } from '../language.ts';
import { operatorText } from '../operator-text.ts';
import { formatTable } from '../terminal/format-table.ts';
import { type OutputOptions, printValue } from '../terminal/output.ts';

/** `sluice operators [ID]`. */
export const addOperatorsCommand = (program: Command): void => {
  program
    .command('operators')
    .description('list the operators, or show one with its parameters')
    .argument('[id]', 'id of an operator')
    .action(async (id: string | undefined, _options, command: Command) => {
      const options: OutputOptions & { readonly lang?: Language } = command.optsWithGlobals();
      const { operatorCatalogue } = await import('../../operators/catalogue.ts');
      const all = operatorCatalogue(languageOf(options));
      const chosen = id === undefined ? all : all.filter((operator) => operator.id === id);
      if (id !== undefined && chosen.length === 0)
        throw new SluiceError('ModelArts.72020001', { operator: id });
      printValue(
        chosen,
        () => (id === undefined ? listText(all) : chosen.map(operatorText).join('\n')),
        options,
      );
    });
};

const listText = (operators: readonly OperatorEntry[]): string =>
  formatTable(operators, [
    { title: 'ID', value: ({ id }) => id },
    { title: 'NAME', value: ({ name }) => name },
    { title: 'CATEGORY', value: ({ category }) => category },
    {
      title: 'TYPES',
      value: ({ types }) => {
        if (types.length === datasetTypeIds.length) return 'all';
        return types === textTypeIds ? 'all text' : types.join(', ');
      },
    },
  ]);
