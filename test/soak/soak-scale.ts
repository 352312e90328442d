import { vcpusOf } from '../../lib/model/stage-functions.ts';
import { priceWork } from '../../lib/usage/price-usage.ts';
import { BYTES_PER_SECOND } from '../simulation/scale/service-times.ts';
import { type ScaleReport, simulateScale } from '../simulation/scale/simulate-scale.ts';
import { planScale, type ScalePlan } from './scale-plan.ts';

const sizes = [1e9, 1e10, 1e11, 1e12, 1e13, 1e14];
const workerCounts = [500, 10_000];

/** Of the one function that publishes a version: its time, and the parts that it copies at once. */
const [publishSeconds, concurrentCopies] = [900, 16];

interface ScaleSettings {
  /** Whether ten runs of 100,000 shards are simulated too, at once. */
  readonly hasMillion: boolean;
  readonly print: (line: string) => void;
}

/** Prints, for 1 GB to 100 TB, what the planner makes of it and how the engine does it on virtual time, as Markdown. */
export const soakScale = async ({ hasMillion, print }: ScaleSettings): Promise<boolean> => {
  const plans = sizes.map(planScale);
  printTable(
    print,
    ['source', 'shards', 'of', 'plan', 'S3 reads', 'S3 writes', 'a copy of its publishing may take'],
    plans.map(planRow),
  );
  printTable(
    print,
    [
      'source',
      'records',
      'shards',
      'partitions',
      'reads of all partitions',
      'all groups go through',
      'blocks',
      'memory to judge one',
      'taken',
    ],
    plans.map(barrierRow),
  );
  const rows: Row[] = [];
  let isGood = true;
  const simulated = async (name: string, options: Parameters<typeof simulateScale>[0], plan?: ScalePlan) => {
    const report = await simulateScale(options);
    isGood &&= report.endedCount === (options.runCount ?? 1);
    rows.push({ name, workerCount: options.workerCount, report, plan });
  };
  for (const plan of plans)
    for (const workerCount of workerCounts)
      await simulated(sizeOf(plan.sizeBytes), { ...workOf(plan), workerCount }, plan);
  if (hasMillion) {
    const shardSeconds = 54;
    await simulated('10 runs', { shardCount: 100_000, shardSeconds, runCount: 10, workerCount: 10_000 });
  }
  printTable(print, timeHeads, rows.map(timeRow));
  printTable(print, trafficHeads, rows.map(trafficRow));
  return isGood;
};

interface Row {
  readonly name: string;
  readonly workerCount: number;
  readonly report: ScaleReport;
  readonly plan: ScalePlan | undefined;
}

const workOf = ({ shardCount, sizeBytes }: ScalePlan) => ({
  shardCount,
  shardSeconds: sizeBytes / shardCount / BYTES_PER_SECOND,
});

const planRow = (plan: ScalePlan): readonly string[] => [
  sizeOf(plan.sizeBytes),
  grouped(plan.shardCount),
  `${plan.shardBytes / 1024 ** 2} MiB`,
  plan.planPages === 0 ? '1 object' : `${plan.planPages} pages`,
  grouped(plan.requests.reads),
  grouped(plan.requests.writes),
  `${((publishSeconds * concurrentCopies) / plan.shardCount).toFixed(2)} s`,
];

const barrierRow = (plan: ScalePlan): readonly string[] => [
  sizeOf(plan.sizeBytes),
  grouped(plan.recordCount),
  grouped(plan.keyShardCount),
  grouped(plan.partitionCount),
  grouped(plan.groupReads),
  sizeOf(plan.groupedBytes),
  grouped(plan.blockCount),
  sizeOf(plan.judgedBytes),
  plan.isComparable ? 'yes' : 'refused',
];

const timeHeads = [
  'source',
  'workers',
  'wall time',
  'tail',
  'workers busy',
  'coordinator busy',
  'cost',
  'a TB',
  'S3 writes a second',
];

const timeRow = ({ name, workerCount, report, plan }: Row): readonly string[] => {
  const { queueRequests, fifoQueueRequests, tableWriteUnits, invocationCount: invocations } = report;
  const vcpuSeconds = report.workerSeconds * vcpusOf('refine');
  const control = { invocations, queueRequests, fifoQueueRequests, tableWriteUnits };
  const cost =
    plan === undefined ? undefined : priceWork({ vcpuSeconds, requests: plan.requests }, control).total;
  return [
    name,
    grouped(workerCount),
    timeOf(report.wallSeconds),
    timeOf(report.tailSeconds),
    percent(report.workerShare),
    percent(report.coordinatorShare),
    cost === undefined ? '' : dollars(cost),
    cost === undefined || plan === undefined ? '' : dollars((cost / plan.sizeBytes) * 1e12),
    plan === undefined ? '' : grouped(plan.requests.writes / report.wallSeconds),
  ];
};

const trafficHeads = [
  'source',
  'workers',
  'messages',
  'queue requests',
  'FIFO requests',
  'commits',
  'a second',
  'write units',
  'items',
  'stage item',
  'units of its write',
  'as plain text',
];

const trafficRow = ({ name, workerCount, report }: Row): readonly string[] => [
  name,
  grouped(workerCount),
  grouped(report.messageCount),
  grouped(report.queueRequests),
  grouped(report.fifoQueueRequests),
  grouped(report.commitCount),
  (report.commitCount / report.wallSeconds).toFixed(0),
  grouped(report.tableWriteUnits),
  grouped(report.itemCount),
  `${grouped(report.largestStageBytes)} B`,
  grouped(report.stageUnits),
  grouped(report.plainStageUnits),
];

const printTable = (
  print: (line: string) => void,
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): void => {
  print(`| ${heads.join(' | ')} |\n|${' --- |'.repeat(heads.length)}`);
  for (const row of rows) print(`| ${row.join(' | ')} |`);
  print('');
};

const units = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];
const sizeOf = (bytes: number): string => {
  const power = Math.floor(Math.log10(bytes) / 3);
  return `${Number((bytes / 1000 ** power).toPrecision(3))} ${units[power]}`;
};
const grouped = (count: number): string => Math.round(count).toLocaleString('en-US');
const percent = (share: number): string => `${(100 * share).toFixed(0)} %`;
const dollars = (amount: number): string => `$${amount < 10 ? amount.toFixed(2) : grouped(amount)}`;
const timeOf = (seconds: number): string => {
  if (seconds < 120) return `${seconds.toFixed(0)} s`;
  return seconds < 7200 ? `${(seconds / 60).toFixed(0)} min` : `${(seconds / 3600).toFixed(1)} h`;
};
