import type { RunPreview } from './direct/preview-run.ts';
import { formatFacts, formatTable } from './terminal/format-table.ts';

/** A preview for people: what each operator did, examples before and after, and what the whole would take. */
export const previewText = (preview: RunPreview): string =>
  [
    sampleLine(preview),
    operatorTable(preview),
    ...preview.operators.flatMap(exampleText),
    rejectText(preview),
    'projection' in preview && preview.projection !== undefined ? projectionText(preview.projection) : '',
  ]
    .filter((text) => text !== '')
    .join('\n');

const sampleLine = ({ sample }: RunPreview): string =>
  `Sample: ${sample.records} of ${sample.of_records} records. ${sample.note}\n`;

type Row = RunPreview['operators'][number];

const operatorTable = ({ operators }: RunPreview): string =>
  formatTable(operators, [
    { title: 'OPERATOR', value: ({ name }: Row) => name },
    { title: 'IN', value: (row) => row.in },
    { title: 'OUT', value: ({ out }) => out },
    { title: 'HITS', value: ({ hits }) => hits },
    { title: 'CHANGED', value: (row) => reasonText(row.changed_by_reason) },
    { title: 'DROPPED', value: (row) => reasonText(row.dropped_by_reason) },
    { title: 'REJECTED', value: ({ rejected }) => rejected },
  ]);

const reasonText = (countByReason: Readonly<Record<string, number>>): string => {
  const texts = Object.entries(countByReason).map(([reason, count]) => `${reason} ${count}`);
  return texts.length === 0 ? '-' : texts.join(', ');
};

const exampleText = ({ name, examples }: Row): readonly string[] =>
  examples.length === 0 ? [] : [`${name}\n${examples.map(oneExample).join('')}`];

const oneExample = ({ file, place, kind, reasons, texts }: Row['examples'][number]): string =>
  [
    `  ${file}, byte ${place}: ${kind} (${reasons.join(', ')})\n`,
    ...texts.map(
      ({ before, after }) =>
        `    - ${oneLine(before)}\n${after === undefined ? '' : `    + ${oneLine(after)}\n`}`,
    ),
  ].join('');

/** The text with its line ends and the like spelled out, so that each stands on a line of its own. */
const oneLine = (text: string): string => JSON.stringify(text).slice(1, -1);

const rejectText = ({ rejects, rejected_count }: RunPreview): string =>
  rejected_count === 0
    ? ''
    : [
        `Set aside: ${rejected_count}\n`,
        ...rejects
          .slice(0, 3)
          .map(({ file, place, code, message }) => `  ${file}, byte ${place}: ${code} ${message}\n`),
      ].join('');

type Projection = NonNullable<Extract<RunPreview, { readonly projection: unknown }>['projection']>;

const projectionText = ({ here, aws, output_bytes }: Projection): string =>
  [
    'The whole, about\n',
    formatFacts({
      'refining here': `${rangeText(here.refine_seconds)} s with ${here.workers} workers, ${here.memory_mb} MB; importing took ${here.import_seconds} s`,
      'refining on AWS': `${rangeText(aws.seconds)} s with ${aws.workers} workers of ${aws.memory_mb} MB, ${rangeText(aws.vcpu_seconds)} vCPU-seconds`,
      'cost on AWS': `${rangeText(aws.cost)} ${aws.cost.currency} (${aws.cost.region}, list prices of ${aws.cost.prices_as_of})`,
      output: `${output_bytes} bytes`,
    }),
    `${aws.note}\n`,
  ].join('');

const rangeText = ({
  about,
  low,
  high,
}: {
  readonly about: number;
  readonly low: number;
  readonly high: number;
}): string => `${about} (${low} to ${high})`;
