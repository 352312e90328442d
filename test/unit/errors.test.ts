import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { errorBody } from '../../lib/errors/error-body.ts';
import { errorCatalogue, explainError } from '../../lib/errors/error-catalogue.ts';
import { isSluiceError, PLACEHOLDER, SluiceError } from '../../lib/errors/sluice-error.ts';
import { LANGUAGES } from '../../lib/errors/table/index.ts';
import { toRunError } from '../../lib/errors/to-run-error.ts';

interface DocumentedError {
  readonly area: string;
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const documented: readonly DocumentedError[] = JSON.parse(
  readFileSync(new URL('../fixtures/error-codes.json', import.meta.url), 'utf8'),
);
const catalogue = { en: errorCatalogue('en'), zh: errorCatalogue('zh') };
const factsOf = ({ area, status, code, message }: DocumentedError) => ({ area, status, code, message });
const byText = (a: DocumentedError, b: DocumentedError) => (a.code + a.message < b.code + b.message ? -1 : 1);

describe('error table', () => {
  it('has every documented code with its area, status and English message, and no other', () => {
    expect(catalogue.en.map(factsOf).sort(byText)).toEqual(documented.map(factsOf).sort(byText));
  });

  it('has 107 meanings of 106 codes, for one code has two', () => {
    expect(catalogue.en).toHaveLength(107);
    expect(new Set(catalogue.en.map((entry) => entry.code)).size).toBe(106);
    expect(explainError('ModelArts.72010068', 'en').map((entry) => entry.message)).toEqual([
      'generate table md5 failed. datasetName is [{0}].',
      'generate dataset info failed. datasetName is [{0}].',
    ]);
  });

  it.each(LANGUAGES)('names a detail for every placeholder (%s)', (language) => {
    for (const entry of catalogue[language]) {
      const placeholders = entry.message.match(PLACEHOLDER) ?? [];
      expect(placeholders, entry.code).toHaveLength(entry.places.length);
    }
  });

  it('uses the same placeholders in the same order in both languages', () => {
    for (const [index, entry] of catalogue.en.entries()) {
      expect(catalogue.zh[index]?.message.match(PLACEHOLDER), entry.code).toEqual(
        entry.message.match(PLACEHOLDER),
      );
    }
  });

  it('says in its own words what each error means and what to do, never the same twice in one row', () => {
    for (const language of LANGUAGES) {
      for (const entry of catalogue[language]) {
        const texts = [entry.message, entry.description, entry.remedy];
        expect(Math.min(...texts.map((text) => text.length)), entry.code).toBeGreaterThan(3);
        expect(new Set(texts).size, entry.code).toBe(3);
      }
    }
  });

  it('writes its Chinese in Chinese', () => {
    for (const entry of catalogue.zh) {
      for (const text of [entry.message, entry.description, entry.remedy])
        expect(text, entry.code).toMatch(/\p{Script=Han}/u);
    }
  });

  it('retries what storage and services may recover from, and no mistake of a user', () => {
    const retryOf = (code: string) => explainError(code, 'en')[0]?.retry;
    for (const code of ['72020067', '72020000', '72060075', '72010021']) {
      expect(retryOf(`ModelArts.${code}`), code).toBe('backoff');
    }
    for (const code of ['72060087', '72060050', '72090007', '72020057', '72010001', '72020087']) {
      expect(retryOf(`ModelArts.${code}`), code).toBe('never');
    }
  });

  it('explains nothing for a code that does not exist', () => {
    expect(explainError('ModelArts.1', 'en')).toEqual([]);
    expect(explainError('toString', 'en')).toEqual([]);
  });
});

describe('SluiceError', () => {
  it('fills its message from its details', () => {
    const error = new SluiceError('ModelArts.72060087', { field: 'target', file: 'a.jsonl', line: 3 });
    expect(error.message).toBe(
      'Required field [target] is missing in JSONL file [a.jsonl] line [3]. Please ensure the file content follows the required format.',
    );
    expect(error.status).toBe(400);
    expect(error.retry).toBe('never');
  });

  it('keeps a detail that looks like a placeholder as it is', () => {
    const error = new SluiceError('ModelArts.72020139', { type: 'xxx {0} %s $&', supported: 'pretrain' });
    expect(error.message).toBe(
      'Operator does not support dataset type: [xxx {0} %s $&]. The supported dataset types: [pretrain].',
    );
  });

  it('uses the message of its variant', () => {
    const error = new SluiceError('ModelArts.72010068', { dataset: 'news' }, { variant: 'dataset-info' });
    expect(error.message).toBe('generate dataset info failed. datasetName is [news].');
  });

  it('takes further facts, leaves undefined ones out, and keeps its cause', () => {
    const cause = new Error('disk');
    const error = new SluiceError(
      'ModelArts.72060050',
      { file: 'a.jsonl', line: 2, field: undefined },
      { cause },
    );
    expect(error.details).toEqual({ file: 'a.jsonl', line: 2 });
    expect(error.cause).toBe(cause);
    expect(isSluiceError(error)).toBe(true);
    expect(isSluiceError(cause)).toBe(false);
  });

  it('leaves no placeholder in any message whose places are filled', () => {
    for (const entry of [...catalogue.en, ...catalogue.zh]) {
      const details = Object.fromEntries(entry.places.map((place) => [place, `<${place}>`]));
      const options = entry.variant === undefined ? {} : { variant: entry.variant };
      const message = errorBody(
        new SluiceError(entry.code as never, details as never, options),
        'r',
      ).error_msg;
      expect(message, entry.code).not.toMatch(PLACEHOLDER);
      for (const place of entry.places) expect(message, entry.code).toContain(`<${place}>`);
    }
  });
});

describe('errorBody', () => {
  it('carries code, message, request and details', () => {
    const error = new SluiceError('ModelArts.72060001', { argument: 'limit', reason: 'not a number' });
    expect(errorBody(error, 'req-1')).toEqual({
      error_code: 'ModelArts.72060001',
      error_msg: 'Illegal argument [limit].',
      request_id: 'req-1',
      details: { argument: 'limit', reason: 'not a number' },
    });
  });

  it('speaks Chinese when asked to', () => {
    const error = new SluiceError('ModelArts.72060001', { argument: 'limit' });
    expect(errorBody(error, 'req-1', 'zh').error_msg).toBe('参数 [limit] 不合法。');
  });
});

describe('toRunError', () => {
  it('keeps code, message and details of an error with a code, and its retry rule', () => {
    const thrown = new SluiceError('ModelArts.72020067', { reason: 'timeout' });
    expect(toRunError(thrown)).toEqual({
      error: {
        code: 'ModelArts.72020067',
        message: 'read obs error, reason:[timeout]',
        details: { reason: 'timeout' },
      },
      isRetryable: true,
    });
    expect(toRunError(new SluiceError('ModelArts.72060041')).isRetryable).toBe(false);
  });

  it('makes anything else an internal error that may be retried, without leaking its message', () => {
    for (const thrown of [new TypeError('record: my secret'), 'my secret', undefined]) {
      const { error, isRetryable } = toRunError(thrown);
      expect(error).toEqual({ code: 'ModelArts.72020000', message: 'Internal Server Error.', details: {} });
      expect(isRetryable).toBe(true);
    }
  });
});
