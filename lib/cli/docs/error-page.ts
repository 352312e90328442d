import { type ErrorEntry, errorCatalogue } from '../../errors/error-catalogue.ts';
import { inlineCode, markdownTable } from './markdown.ts';

/** Every error code in both languages, by area. */
export const errorPage = (): string => {
  const chinese = errorCatalogue('zh');
  const entries = errorCatalogue('en').map((en, index) => ({ en, zh: chinese[index] ?? en }));
  const areas = [...new Set(entries.map(({ en }) => en.area))];
  return [
    '# Error codes · 错误码',
    '`sluice errors CODE` explains one on the terminal, `--lang zh` in Chinese. Retry: `backoff` is tried again by itself.',
    ...areas.flatMap((area) => [`## ${area}`, areaTable(entries.filter(({ en }) => en.area === area))]),
  ].join('\n\n');
};

interface BilingualEntry {
  readonly en: ErrorEntry;
  readonly zh: ErrorEntry;
}

const areaTable = (entries: readonly BilingualEntry[]): string =>
  markdownTable(
    ['code', 'status', 'retry', 'message', 'what it means', 'what to do'],
    entries.map(({ en, zh }) => [
      inlineCode(en.code),
      String(en.status),
      en.retry,
      `${en.message}<br>${zh.message}`,
      `${en.description}<br>${zh.description}`,
      `${en.remedy}<br>${zh.remedy}`,
    ]),
  );
