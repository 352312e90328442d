import type { Command } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
import type { Language } from '../../errors/table/index.ts';
import type { Operator } from '../../operators/define-operator.ts';
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
      const [{ OPERATORS, operatorById }, { operatorCatalogue }] = await Promise.all([
        import('../../operators/index.ts'),
        import('../../operators/catalogue.ts'),
      ]);
      const operator = id === undefined ? undefined : operatorById.get(id);
      if (id !== undefined && operator === undefined) throw new SluiceError('ModelArts.72020001', { operator: id });
      const language = languageOf(options);
      const text = (): string =>
        operator === undefined ? listText(OPERATORS, language) : operatorText(operator, language);
      const entries: readonly { readonly id: string }[] = operatorCatalogue();
      printValue(id === undefined ? entries : entries.filter((entry) => entry.id === id), text, options);
    });
};

const listText = (operators: readonly Operator[], language: Language): string =>
  formatTable(operators, [
    { title: 'ID', value: ({ id }) => id },
    { title: 'NAME', value: ({ name }) => name[language] },
    { title: 'CATEGORY', value: ({ category }) => category },
    { title: 'TYPES', value: ({ types }) => types.join(', ') },
  ]);
