import { messageIn } from '../errors/error-body.ts';
import { asSluiceError, isSluiceError, type SluiceError } from '../errors/sluice-error.ts';
import { ERROR_TABLE, type ErrorRow, type Language } from '../errors/table/index.ts';
import { printable } from './terminal/display-width.ts';

/** What a person is told of a failure: code and message, what else is known, and what to do. */
export const failureText = (thrown: unknown, language: Language): string => {
  if (!isSluiceError(thrown) && isSystemError(thrown)) return `${words[language].error}: ${thrown.message}\n`;
  const error = asSluiceError(thrown);
  const { label, remedy } = words[language];
  const lines = [
    `${words[language].error} ${error.code}: ${messageIn(error, language)}`,
    ...furtherFacts(error).map(([name, value]) => `  ${label[name] ?? name}: ${value}`),
    ...(isSluiceError(thrown) ? [] : originOf(thrown)),
    `  ${remedy}: ${remedyOf(error, language)}`,
  ];
  return `${lines.map(printable).join('\n')}\n`;
};

const words = {
  en: { error: 'error', remedy: 'what to do', label: { reason: 'why' } as Readonly<Record<string, string>> },
  zh: {
    error: '错误',
    remedy: '处理方法',
    label: { reason: '原因', file: '文件', line: '行', field: '字段' } as Readonly<Record<string, string>>,
  },
};

/** Details that the message does not hold already. */
const furtherFacts = ({ code, details }: SluiceError): readonly (readonly [string, string | number])[] => {
  const { places }: ErrorRow = ERROR_TABLE[code];
  return Object.entries(details).filter(([name]) => !places.includes(name));
};

const remedyOf = ({ code, variant }: SluiceError, language: Language): string => {
  const row: ErrorRow = ERROR_TABLE[code];
  return (row.variants?.[variant ?? ''] ?? row).remedy[language];
};

/** Where an unforeseen failure came from: enough for a report, and nothing of its message, which may hold data. */
const originOf = (thrown: unknown): readonly string[] => {
  if (!(thrown instanceof Error)) return [];
  const frames = (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return [`  ${thrown.name}`, ...frames.slice(0, 5)];
};

/** Failures of the operating system say what is wrong with which path, and hold no data. */
const isSystemError = (thrown: unknown): thrown is NodeJS.ErrnoException =>
  thrown instanceof Error && 'syscall' in thrown && 'code' in thrown;
