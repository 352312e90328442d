import { type Command, Option } from 'commander';
import { CHANGE_KINDS, type ChangeItem } from '../../reports/change-items.ts';
import { inWorkspace, type WorkspaceOptions } from '../api/add-item-commands.ts';
import { callApi } from '../api/call-api.ts';
import { wholeNumber } from '../shared-options.ts';
import { printable } from '../terminal/display-width.ts';
import { isForPrograms, printNote, printValue } from '../terminal/output.ts';

interface ChangesOptions extends WorkspaceOptions {
  readonly kind: string;
  readonly reason?: string;
  readonly limit: number;
  readonly offset: number;
  readonly from?: string;
}

interface ChangesReply {
  readonly total_number?: number;
  readonly kept_number?: number;
  readonly samples: readonly ChangeItem[];
  readonly next?: string;
}

/** Adds `changes RUN OPERATOR --kind KIND`: the records behind a count of the report. */
export const addChangesCommand = (parent: Command): void => {
  inWorkspace(parent.command('changes'))
    .description('the records behind a count of the report, before and after, with where they stood and why')
    .argument('<run>')
    .argument('<operator>', 'its name in the report; of an import, the stage')
    .addOption(
      new Option('--kind <kind>', 'what came of them; a hit was changed or dropped')
        .choices(CHANGE_KINDS)
        .makeOptionMandatory(),
    )
    .option('--reason <reason>', 'with this reason')
    .option('--limit <count>', 'most records to give, at most 100', wholeNumber(1), 10)
    .option('--offset <count>', 'records to skip', wholeNumber(0), 0)
    .option('--from <place>', 'where an earlier page said that the next begins')
    .action(async (run: string, operator: string, _options, command: Command) =>
      showChanges(run, operator, command.optsWithGlobals()),
    );
};

const showChanges = async (run: string, operator: string, options: ChangesOptions): Promise<void> => {
  const { workspace: workspace_id, kind, reason, limit, offset, from } = options;
  const path = `/runs/${encodeURIComponent(run)}/operators/${encodeURIComponent(operator)}/samples`;
  const query = { workspace_id, kind, reason, limit, offset, from };
  const reply = await callApi<ChangesReply>({ path, query });
  printValue(reply, () => reply.samples.map(changeText).join('\n'), options);
  if (!isForPrograms(options)) printNote(pageText(reply));
};

/** What was there before, and what came of it. */
const changeText = (change: ChangeItem): string => {
  const { kind, file, line, reasons = [], texts = [], record, message, size_bytes: size } = change;
  if (kind === 'too_large') return `a record of ${size} bytes, in the analysis files\n`;
  const head = `${kind}  ${file}:${line}  ${reasons.join(', ')}${message === undefined ? '' : `  ${message}`}`;
  const bodies =
    kind === 'changed'
      ? texts.flatMap(({ field, before, after }) => [`  ${field}`, `  - ${before}`, `  + ${after}`])
      : record === undefined
        ? []
        : [`  - ${typeof record === 'string' ? record : JSON.stringify(record)}`];
  return [head, ...bodies].map((text) => `${printable(text)}\n`).join('');
};

const pageText = ({ total_number: total, kept_number: kept, samples, next }: ChangesReply): string =>
  [
    total === undefined ? `${samples.length} records` : `${samples.length} of ${total} records`,
    ...(kept === undefined || kept === total ? [] : [`${kept} of them were kept`]),
    ...(next === undefined ? [] : [`next: --from ${next}`]),
  ].join('; ');
