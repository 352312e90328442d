import type { Command } from 'commander';
import { type ErrorEntry, errorCatalogue, explainError } from '../../errors/error-catalogue.ts';
import type { Language } from '../../errors/table/index.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { languageOf } from '../language.ts';
import { formatFacts, formatTable } from '../terminal/format-table.ts';
import { type OutputOptions, printNote, printValue } from '../terminal/output.ts';

/** `sluice errors [CODE]`. */
export const addErrorsCommand = (program: Command): void => {
  program
    .command('errors')
    .description('explain the error codes, or one of them')
    .argument('[code]', 'such as 72060087 or ModelArts.72060087')
    .action((code: string | undefined, _options, command: Command) => {
      const options: OutputOptions & { readonly lang?: Language } = command.optsWithGlobals();
      const language = languageOf(options);
      const entries = code === undefined ? errorCatalogue(language) : explainError(fullCode(code), language);
      if (entries.length === 0) {
        printNote(language === 'zh' ? `没有错误码 ${code}` : `there is no error code ${code}`);
        process.exitCode = EXIT_CODES.notFound;
        return;
      }
      const text =
        code === undefined
          ? listText(entries)
          : entries.map((entry) => entryText(entry, language)).join('\n');
      printValue(entries, () => text, options);
    });
};

const fullCode = (code: string): string => (/^\d+$/.test(code) ? `ModelArts.${code}` : code);

const listText = (entries: readonly ErrorEntry[]): string =>
  formatTable(entries, [
    { title: 'CODE', value: ({ code }) => code },
    { title: 'STATUS', value: ({ status }) => status },
    { title: 'RETRY', value: ({ retry }) => retry },
    { title: 'MESSAGE', value: ({ message }) => message },
  ]);

const entryText = (entry: ErrorEntry, language: Language): string => {
  const { code, area, status, retry, message, places, description, remedy } = entry;
  const label = labels[language];
  return formatFacts({
    [label.code]: code,
    [label.area]: area,
    [label.status]: status,
    [label.retry]: retry,
    [label.message]: message,
    [label.details]: places.length === 0 ? undefined : places.join(', '),
    [label.meaning]: description,
    [label.remedy]: remedy,
  });
};

const labels = {
  en: {
    code: 'code',
    area: 'area',
    status: 'status',
    retry: 'retry',
    message: 'message',
    details: 'details',
    meaning: 'meaning',
    remedy: 'what to do',
  },
  zh: {
    code: '错误码',
    area: '领域',
    status: '状态码',
    retry: '重试',
    message: '消息',
    details: '详情',
    meaning: '含义',
    remedy: '处理方法',
  },
} as const satisfies Record<Language, Readonly<Record<string, string>>>;
