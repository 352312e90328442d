import { readFile } from 'node:fs/promises';
import type { CloudUser } from './cloud-user.ts';
import type { Row } from './row.ts';
import { spreadOf } from './spread.ts';
import { withCloud } from './with-cloud.ts';

export const smallFile = new URL('../demo/questions-and-answers.jsonl', import.meta.url);
const uploadsPerRound = 20;
const rounds = 5;
const firstRecordTries = 30;
const oneRecord = Buffer.from(JSON.stringify({ context: 'a question', target: 'an answer' }));

/** How many small imports the local cloud ends in a second, and how soon one has begun. */
export const benchSmallRuns = (directory: string): AsyncIterable<Row> =>
  withCloud(directory, async function* (user) {
    const file = await readFile(smallFile);
    await importAll(user, file, 'warm-up');
    const perSecond: number[] = [];
    for (let round = 0; round < rounds; round++)
      perSecond.push(uploadsPerRound / (await importAll(user, file, `round-${round}`)));
    const speed = spreadOf(perSecond);
    const note = `${speed.range}; ${uploadsPerRound} imports of 40 records at once`;
    yield { what: 'small runs through the local cloud', value: speed.median, unit: '/s', note };

    const delays: number[] = [];
    for (let index = 0; index < firstRecordTries; index++)
      delays.push(await validatedAfter(user, `first-${index}`));
    const { median, p99, range } = spreadOf(delays);
    const what = 'from the upload until its record is validated';
    yield { what, value: median, unit: 'ms', note: `p99 ${p99.toFixed(0)}; ${range}` };
  });

/** Seconds from the end of the first of many uploads to the end of the last import. */
const importAll = async (user: CloudUser, file: Buffer, name: string): Promise<number> => {
  const names = Array.from({ length: uploadsPerRound }, (_, index) => `${name}-${index}`);
  await Promise.all(names.map((each) => user.writeFile(each, file)));
  const startedAt = Date.now();
  await Promise.all(names.map((each) => user.endUpload(each)));
  const runs = await Promise.all(names.map((each) => user.untilImported(each)));
  const times = await Promise.all(runs.map((run) => user.timesOf(run)));
  return (Math.max(...times.map(({ end_time: end }) => end)) - startedAt) / 1000;
};

/**
 * Milliseconds from the moment at which an upload of one record is asked to end until its validation is committed, by
 * which the record has been validated.
 */
const validatedAfter = async (user: CloudUser, name: string): Promise<number> => {
  await user.writeFile(name, oneRecord);
  const startedAt = Date.now();
  await user.endUpload(name);
  const { steps } = await user.timesOf(await user.untilImported(name));
  const validation = steps.find(({ kind }) => kind === 'validate');
  if (validation === undefined) throw new Error('the import has not validated');
  return validation.end_time - startedAt;
};
