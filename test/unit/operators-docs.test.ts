import { describe, expect, it } from 'vitest';
import { markdownTable, visibleJson } from '../../lib/cli/docs/markdown.ts';
import { operatorIndex, operatorPage } from '../../lib/cli/docs/operator-pages.ts';
import { OPERATORS } from '../../lib/operators/index.ts';
import { textLengthFiltering } from '../../lib/operators/text-length-filtering.ts';

describe('the page of an operator', () => {
  it('shows each parameter with its range and default', () => {
    expect(operatorPage(textLengthFiltering)).toContain(
      '| `min` | integer, ≥ 1, characters | `100` | Shortest length kept |',
    );
  });

  it('shows what becomes of the input of each example, or that it is dropped', () => {
    const page = operatorPage(textLengthFiltering);
    expect(page).toContain('is dropped: `too_short`.');
    expect(page).toContain('stays as it is.');
  });

  it('is linked from the index', () => {
    const index = operatorIndex(OPERATORS);
    for (const { id } of OPERATORS) expect(index).toContain(`[${id}](${id}.md)`);
  });
});

describe('markdown', () => {
  it('keeps a cell in one line and one column', () => {
    expect(markdownTable(['a'], [['x|y\nz']])).toBe('| a |\n| --- |\n| x\\|y z |');
  });

  it('shows characters that could not be seen as escapes that JSON reads', () => {
    const text = 'a b\u00a0\u200b\u{e0067}\ufe0f中😀';
    expect(visibleJson(text)).toBe('"a b\\u00a0\\u200b\\udb40\\udc67\\ufe0f中😀"');
    expect(JSON.parse(visibleJson(text))).toBe(text);
  });
});
