import { describe, expect, it } from 'vitest';
import { openWorld, refined, texts, uploaded, usualOperators } from './reports-world.ts';

interface Row {
  readonly name: string;
  readonly status: string;
  readonly in: number;
  readonly out: number;
}
interface Report {
  readonly operators: readonly Row[];
}

describe('the report of a refining run', () => {
  it('has a row for each operator: records in and out, hits, reasons, and what was kept', async () => {
    const { world, run } = await refined();
    expect(await world.get(`/runs/${run}/report`)).toMatchObject({
      run,
      status: 'SUCCEEDED',
      is_final: true,
      source: { dataset: 'texts', version: 1, record_count: 7 },
      output: { dataset: 'clean', version: 1, record_count: 4 },
      rejected_count: 0,
      operators: [
        {
          name: 'custom-regex-replacement',
          status: 'SUCCEEDED',
          in: 7,
          out: 7,
          hits: 3,
          changed: 3,
          changed_kept: 3,
          dropped: 0,
          changed_by_reason: { pattern_matched: 3 },
        },
        {
          name: 'text-length-filtering',
          in: 7,
          out: 4,
          hits: 3,
          changed: 0,
          dropped: 3,
          dropped_by_reason: { too_short: 3 },
        },
      ],
    });
  });

  it('is there before anything is done, with every operator of the recipe', async () => {
    const world = await uploaded();
    const run = await world.refine(usualOperators);
    const report: Report = await world.get(`/runs/${run}/report`);
    expect(report).toMatchObject({ status: 'RUNNING', is_final: false });
    expect(report.operators.map(({ name, status, in: count }) => [name, status, count])).toEqual([
      ['custom-regex-replacement', 'RUNNING', 0],
      ['text-length-filtering', 'RUNNING', 0],
    ]);
  });

  it('counts the shards that are done while the others are under way', async () => {
    const world = await uploaded();
    const run = await world.refine(usualOperators);
    const operatorsOf = async () => ((await world.get(`/runs/${run}/report`)) as Report).operators;
    while ((await operatorsOf())[0]?.in === 0) await world.step();
    expect(await world.get(`/runs/${run}/report`)).toMatchObject({
      is_final: false,
      operators: [
        { status: 'RUNNING', in: 4 },
        { status: 'RUNNING', in: 4, out: 2 },
      ],
    });
  });

  it('begins with the failure, and the operator that it is of', async () => {
    const address = 's3://words/list.txt';
    const operators = [
      ...usualOperators,
      { id: 'custom-keyword-filtering', params: { keywords_path: address } },
    ];
    const { world, run } = await refined(operators);
    const report: Report = await world.get(`/runs/${run}/report`);
    expect(report).toMatchObject({
      status: 'FAILED',
      is_final: true,
      failure: {
        kind: 'refine',
        operator: 'custom-keyword-filtering',
        error_code: 'ModelArts.72091001',
        details: { file: address },
      },
    });
    expect(report.operators.map(({ status }) => status)).toEqual(['STOPPED', 'STOPPED', 'FAILED']);
  });

  it('outlives the objects of the run', async () => {
    const { world, run } = await refined();
    const keys = await Array.fromAsync(world.objects.list(`runs/${run}/`), ({ key }) => key);
    await world.objects.delete(keys);
    expect(await world.get(`/runs/${run}/report`)).toMatchObject({
      operators: [{ in: 7 }, { in: 7, dropped: 3 }],
    });
  });

  it('tells operators that come twice apart', async () => {
    const twice = [usualOperators[1] ?? {}, { id: 'text-length-filtering', params: { min: 18 } }];
    const { world, run } = await refined(twice);
    const { operators }: Report = await world.get(`/runs/${run}/report`);
    expect(operators.map(({ name, in: before, out }) => [name, before, out])).toEqual([
      ['text-length-filtering', 7, 4],
      ['text-length-filtering-2', 4, 3],
    ]);
  });
});

describe('the report of an import', () => {
  const files = { 'a.jsonl': [...texts('one'), 'no json', ...texts('two')] };

  it('says of a strict one that validation has failed it, and lists the first problems', async () => {
    const world = openWorld();
    const run = await world.upload({ files });
    await world.settle();
    expect(await world.get(`/runs/${run}/report`)).toMatchObject({
      status: 'FAILED',
      failure: { kind: 'validate', error_code: 'ModelArts.72060050', details: { file: 'a.jsonl', line: 2 } },
      problem_count: 1,
      problems: [{ file: 'a.jsonl', line: 2, reason: 'not_json' }],
      rejected_count: 1,
      operators: [
        { name: 'validate', status: 'FAILED', in: 3, out: 2, rejected: 1 },
        { name: 'import', status: 'SKIPPED', in: 0 },
      ],
    });
  });

  it('counts what a quarantine has set aside', async () => {
    const world = openWorld();
    const run = await world.upload({ files, mode: 'quarantine' });
    await world.settle();
    expect(await world.get(`/runs/${run}/report`)).toMatchObject({
      status: 'SUCCEEDED',
      files: [{ file: 'a.jsonl' }],
      output: { dataset: 'texts', version: 1, record_count: 2 },
      rejected_count: 1,
      operators: [
        { name: 'validate', status: 'SUCCEEDED', rejected: 1 },
        { name: 'import', status: 'SUCCEEDED', in: 3, out: 2, rejected: 1 },
      ],
    });
  });
});

describe('the overview of a run', () => {
  it('has its duration, its steps, and its samples before and after', async () => {
    const { world, run } = await refined();
    const { document } = (await world.documents.findRun(run)) ?? {};
    expect(await world.get(`/runs/${run}/overview`)).toMatchObject({
      status: 'SUCCEEDED',
      started_by: 'ann',
      parent: { kind: 'task' },
      output: { dataset: 'clean', version: 1 },
      seconds: ((document?.endedAt ?? 0) - (document?.createdAt ?? 0)) / 1000,
      samples_before: 7,
      samples_after: 4,
      rejected_count: 0,
      steps: [
        {
          kind: 'refine',
          status: 'SUCCEEDED',
          shard_count: 2,
          done_count: 2,
          samples_in: 7,
          samples_out: 4,
          operators: ['custom-regex-replacement', 'text-length-filtering'],
        },
        { kind: 'publish', status: 'SUCCEEDED', samples_out: 4 },
      ],
    });
  });

  it('says of a run that is under way how long it has been', async () => {
    const world = await uploaded();
    const run = await world.refine(usualOperators);
    world.time.now += 5000;
    const overview = await world.get(`/runs/${run}/overview`);
    expect(overview).toMatchObject({ is_final: false, seconds: 5, samples_before: 7, samples_after: 0 });
  });

  it('says of a run that was stopped what had been done', async () => {
    const world = await uploaded();
    const run = await world.refine(usualOperators);
    await world.ports.events.send([
      { type: 'stop-requested', runId: run, stage: 0, attempt: 1, user: 'ann' },
    ]);
    await world.settle();
    expect(await world.get(`/runs/${run}/overview`)).toMatchObject({
      status: 'STOPPED',
      steps: [
        { kind: 'refine', status: 'STOPPED' },
        { kind: 'publish', status: 'NOT_STARTED' },
      ],
    });
  });
});

describe('the operations of a run', () => {
  it('are the traces that name it, newest first, those of its task and its data set among them', async () => {
    const { world, run } = await refined();
    const { operations } = (await world.get(`/runs/${run}/operations`)) as {
      readonly operations: readonly { readonly trace_name: string }[];
    };
    const names = operations.map(({ trace_name }) => trace_name);
    expect(names.at(0)).toBe('finishRefineJob');
    expect(names).toEqual(expect.arrayContaining(['startRefineJob', 'finishRunStage', 'createDataset']));
    expect(names).not.toContain('createRefineJob');
    const page = await world.get(`/runs/${run}/operations`, { limit: 1, offset: 1 });
    expect(page).toMatchObject({ total_number: names.length, operations: [operations[1]] });
  });
});

describe('a list of runs', () => {
  it('is narrowed by parent, status and data set', async () => {
    const { world, run } = await refined();
    const { document } = (await world.documents.findRun(run)) ?? {};
    const found = async (query: object) =>
      ((await world.get('/runs', query)) as { readonly runs: readonly { readonly id: string }[] }).runs.map(
        ({ id }) => id,
      );
    expect(await found({ parent_id: document?.parent.id })).toEqual([run]);
    expect(await found({ dataset: 'clean', status: 'SUCCEEDED' })).toEqual([run]);
    expect(await found({ status: 'FAILED' })).toEqual([]);
  });
});

describe('a run that the workspace does not have', () => {
  it.each([
    'overview',
    'report',
    'operations',
    'logs',
    'logs/download',
    'operators/x/samples?kind=hit',
    'operators/x/analysis-files',
    'operators/x/analysis-files/content?path=x',
    'operators/x/analysis-files/download',
  ])('has no %s', async (place) => {
    const { world, run } = await refined();
    const [path, query] = place.split('?');
    const parameters = { ...Object.fromEntries(new URLSearchParams(query)), workspace_id: 'other' };
    const { body } = await world.request('GET', `/runs/${run}/${path}`, parameters);
    expect(body).toMatchObject({ error_code: 'ModelArts.72020020', details: { run } });
  });
});
