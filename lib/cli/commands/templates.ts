import type { Command } from 'commander';
import { SluiceError } from '../../errors/sluice-error.ts';
import type { Language } from '../../errors/table/index.ts';
import { languageOf } from '../language.ts';
import { type TemplateEntry, templateCatalogue } from '../template-catalogue.ts';
import { formatFacts, formatTable } from '../terminal/format-table.ts';
import { type OutputOptions, printValue } from '../terminal/output.ts';

/** `sluice templates [ID]`. */
export const addTemplatesCommand = (program: Command): void => {
  program
    .command('templates')
    .description('list the ready-made recipes, or show one of them')
    .argument('[id]', 'id of a template')
    .action(async (id: string | undefined, _options, command: Command) => {
      const options: OutputOptions & { readonly lang?: Language } = command.optsWithGlobals();
      const { operatorById } = await import('../../operators/index.ts');
      const all = templateCatalogue(languageOf(options), operatorById);
      const chosen = id === undefined ? all : all.filter((template) => template.id === id);
      if (id !== undefined && chosen.length === 0)
        throw new SluiceError('ModelArts.72020028', { template: id });
      const text = id === undefined ? listText(all) : chosen.map(templateText).join('\n');
      printValue(chosen, () => text, options);
    });
};

const listText = (templates: readonly TemplateEntry[]): string =>
  formatTable(templates, [
    { title: 'ID', value: ({ id }) => id },
    { title: 'NAME', value: ({ name }) => name },
    { title: 'TYPES', value: ({ types }) => types.join(', ') },
    { title: 'OPERATORS', value: ({ operators }) => operators.length },
    { title: 'AVAILABLE', value: availability },
  ]);

const availability = ({ available, missing }: TemplateEntry): string =>
  available ? 'yes' : `no, ${missing.length} operators missing`;

const templateText = ({ id, name, types, operators, missing }: TemplateEntry): string =>
  formatFacts({
    id,
    name,
    types: types.join(', '),
    operators: operators.join(' → '),
    missing: missing.length === 0 ? undefined : missing.join(', '),
  });
