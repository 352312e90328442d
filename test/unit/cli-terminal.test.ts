import { describe, expect, it } from 'vitest';
import { displayWidth, printable } from '../../lib/cli/terminal/display-width.ts';
import { formatFacts, formatTable } from '../../lib/cli/terminal/format-table.ts';
import { createProgressBar } from '../../lib/cli/terminal/progress-bar.ts';

const target = (isTTY: boolean) => {
  const written: string[] = [];
  return { written, isTTY, write: (text: string | Uint8Array) => written.push(String(text)) > 0 };
};

describe('displayWidth', () => {
  it.each([
    ['abc', 3],
    ['预训练', 6],
    ['（a）', 5],
    ['한글', 4],
    ['é', 1],
    ['e\u0301', 1],
    ['😀', 2],
    ['𠮷', 2],
    ['', 0],
  ])('of %j is %i', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('formatTable', () => {
  const columns = [
    { title: 'NAME', value: (row: { name: string; count: number | undefined }) => row.name },
    { title: 'COUNT', value: (row: { name: string; count: number | undefined }) => row.count },
  ];

  it('aligns columns by what terminals show, numbers to the right', () => {
    const rows = [
      { name: '单轮', count: 5 },
      { name: 'pretrain', count: 12 },
    ];
    expect(formatTable(rows, columns)).toBe('NAME      COUNT\n单轮          5\npretrain     12\n');
  });

  it('shows a value that is not there as a dash', () => {
    expect(formatTable([{ name: 'a', count: undefined }], columns)).toBe('NAME  COUNT\na     -\n');
  });

  it('lets no control character of the data through to the terminal', () => {
    expect(formatTable([{ name: 'a\u001b[2Jb\n', count: 1 }], columns)).toContain('a [2Jb ');
    expect(printable('\u0007\u009b')).toBe('  ');
  });
});

describe('formatFacts', () => {
  it('leaves out what is not there', () => {
    expect(formatFacts({ id: 'x', name: undefined, 数量: 3 })).toBe('id    x\n数量  3\n');
  });
});

describe('createProgressBar', () => {
  it('draws one line again and again on a terminal', () => {
    const terminal = target(true);
    const bar = createProgressBar(terminal);
    bar.show({ label: 'import', doneCount: 0, totalCount: 0 });
    bar.show({ label: 'import', doneCount: 1, totalCount: 2 });
    bar.end();
    expect(terminal.written.slice(0, 2).every((text) => text.startsWith('\r['))).toBe(true);
    expect(terminal.written[1]).toContain('1/2');
    expect(terminal.written.at(-1)).toBe('\n');
  });

  it('writes a line for each new label elsewhere, and nothing in between', () => {
    const file = target(false);
    const bar = createProgressBar(file);
    for (const doneCount of [0, 1, 2]) bar.show({ label: 'import', doneCount, totalCount: 2 });
    bar.show({ label: 'publish', doneCount: 0, totalCount: 1 });
    bar.end();
    expect(file.written).toEqual(['import\n', 'publish\n']);
  });
});
