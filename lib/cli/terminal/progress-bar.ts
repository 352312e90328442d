import { printable } from './display-width.ts';

export interface Progress {
  /** What is being done, such as the name of a stage. */
  readonly label: string;
  readonly doneCount: number;
  /** 0 while it is not known. */
  readonly totalCount: number;
}

/** Where a progress bar is drawn: standard error, so that data stays clean. */
export type ProgressTarget = Pick<NodeJS.WriteStream, 'write' | 'isTTY'>;

/**
 * Shows progress: one line, drawn again and again, on a terminal; elsewhere a line whenever the label changes.
 */
export const createProgressBar = (target: ProgressTarget = process.stderr) => {
  let shown = '';
  const show = (progress: Progress): void => {
    const text = target.isTTY ? `\r${barText(progress)}\u001b[K` : `${printable(progress.label)}\n`;
    if (text === shown) return;
    shown = text;
    target.write(text);
  };
  /** Leaves the last state to be read, and the cursor on a line of its own. */
  const end = (): void => {
    if (target.isTTY && shown !== '') target.write('\n');
    shown = '';
  };
  return { show, end };
};

const barWidth = 24;

const barText = ({ label, doneCount, totalCount }: Progress): string => {
  const filledWidth = totalCount === 0 ? 0 : Math.floor((doneCount / totalCount) * barWidth);
  const bar = '█'.repeat(filledWidth) + '░'.repeat(barWidth - filledWidth);
  return `[${bar}] ${printable(label)} ${totalCount === 0 ? '' : `${doneCount}/${totalCount}`}`;
};
