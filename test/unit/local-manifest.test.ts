import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findAddress } from '../../lib/local/manifest/find-address.ts';
import { readServiceManifest } from '../../lib/local/manifest/read-service-manifest.ts';
import { resolveValue } from '../../lib/local/manifest/resolve-value.ts';

const head = `service: shop\nprovider: { name: aws, region: "\${opt:region, 'eu-west-1'}" }\n`;
const read = (yamlText: string, options: { stage: string; region?: string } = { stage: 'local' }) =>
  readServiceManifest(head + yamlText, options);
const functionWith = (properties: string): string =>
  `functions: { work: { handler: f/work.handler, ${properties} } }`;
const resources = (...lines: string[]): string => `\nresources: { Resources: { ${lines.join(', ')} } }`;
const queue = (name: string, properties = ''): string =>
  `${name}: { Type: AWS::SQS::Queue, Properties: { ${properties} } }`;

describe("Sluice's own serverless.yml", () => {
  const manifest = readServiceManifest(readFileSync('serverless.yml', 'utf8'), { stage: 'local' });
  const functionNamed = (name: string) => manifest.functions.find((definition) => definition.name === name);

  it('gives each function its handler, limits and event sources', () => {
    expect(functionNamed('coordinate')).toMatchObject({
      handler: { module: 'functions/coordinate', exportName: 'handler' },
      timeoutSeconds: 60,
      memoryMb: 512,
      events: [
        {
          kind: 'queue',
          queue: 'EventQueue',
          batchSize: 10,
          batchingWindowSeconds: 0,
          maximumConcurrency: 50,
          reportsItemFailures: true,
        },
      ],
    });
    expect(functionNamed('sweep')?.events).toEqual([
      { kind: 'schedule', expression: 'rate(1 minute)', input: undefined },
    ]);
    expect(functionNamed('httpApi')?.events).toEqual([{ kind: 'http', routeKey: '$default' }]);
  });

  it('gives queues with their dead letters, FIFO ones with the suffix that AWS gives them', () => {
    expect(manifest.queues.find((each) => each.logicalName === 'EventQueue')).toMatchObject({
      name: 'EventQueue.fifo',
      isFifo: true,
      visibilityTimeoutSeconds: 360,
      redrive: { deadLetterQueue: 'EventDeadLetters', maxReceiveCount: 10 },
    });
    expect(manifest.queues.find((each) => each.logicalName === 'UploadDeadLetters')).toMatchObject({
      name: 'UploadDeadLetters',
      isFifo: false,
      retentionSeconds: 1_209_600,
      redrive: undefined,
    });
  });

  it('gives the bucket with its notifications and the table with its index and time to live', () => {
    expect(manifest.buckets).toEqual([
      {
        logicalName: 'DataBucket',
        name: 'sluice-local-eu-west-1-data',
        notifications: [{ event: 's3:ObjectCreated:*', prefix: 'inbox/', suffix: '', queue: 'UploadQueue' }],
      },
    ]);
    expect(manifest.tables).toMatchObject([
      {
        name: 'StateTable',
        key: { hash: 'pk', range: 'sk' },
        indexes: [{ name: 'lists', key: { hash: 'listKey', range: 'listSort' }, projection: 'ALL' }],
        timeToLiveAttribute: 'expiresAt',
      },
    ]);
  });

  it('gives an environment that resolves once the queues have addresses', () => {
    const find = findAddress(manifest, 'http://127.0.0.1:4749');
    const environment = Object.fromEntries(
      Object.entries(functionNamed('sweep')?.environment ?? {}).map(([name, value]) => [
        name,
        resolveValue(value, find),
      ]),
    );
    expect(environment).toMatchObject({
      BUCKET: 'sluice-local-eu-west-1-data',
      TABLE: 'StateTable',
      EVENT_QUEUE_URL: 'http://127.0.0.1:4749/000000000000/EventQueue.fifo',
    });
  });
});

describe('a service file', () => {
  it('has its variables and anchors resolved', () => {
    const manifest = read(
      `functions:
  a: { handler: f/a.run, environment: &shared { STAGE: '\${sls:stage}', ZONE: "\${opt:zone, 'b'}", N: 3 } }
  b: { handler: f/b.run, environment: *shared }`,
      { stage: 'test', region: 'eu-north-1' },
    );
    expect(manifest.region).toBe('eu-north-1');
    expect(manifest.functions.map((each) => each.environment)).toEqual([
      { STAGE: 'test', ZONE: 'b', N: '3' },
      { STAGE: 'test', ZONE: 'b', N: '3' },
    ]);
  });

  it('may refer to attributes and pseudo parameters inside !Sub', () => {
    const manifest = read(
      functionWith(`environment: { WHERE: !Sub '\${Jobs.Arn} in \${AWS::Region}, not \${!Jobs}' }`) +
        resources(queue('Jobs')),
    );
    const value = manifest.functions[0]?.environment['WHERE'] ?? '';
    expect(resolveValue(value, findAddress(manifest, 'http://127.0.0.1'))).toBe(
      `arn:aws:sqs:eu-west-1:000000000000:Jobs in eu-west-1, not \${Jobs}`,
    );
  });

  it('spells routes as API Gateway does', () => {
    const manifest = read(
      functionWith(
        "events: [{ httpApi: 'GET /runs/{run}' }, { httpApi: { method: '*', path: '/files/{path+}' } }, { httpApi: { method: post, path: / } }]",
      ),
    );
    expect(manifest.functions[0]?.events.map((event) => event.kind === 'http' && event.routeKey)).toEqual([
      'GET /runs/{run}',
      'ANY /files/{path+}',
      'POST /',
    ]);
  });

  it('may give a schedule an input, several rates, or switch it off', () => {
    const manifest = read(
      functionWith(
        "events: [{ schedule: { rate: ['rate(1 hour)', 'cron(0 10 * * ? *)'], input: { deep: true } } }, { schedule: { rate: rate(1 day), enabled: false } }]",
      ),
    );
    expect(manifest.functions[0]?.events).toEqual([
      { kind: 'schedule', expression: 'rate(1 hour)', input: { deep: true } },
      { kind: 'schedule', expression: 'cron(0 10 * * ? *)', input: { deep: true } },
    ]);
  });
});

describe('what the local cloud cannot play is an error that names it', () => {
  const mapping = (properties: string) =>
    functionWith(`events: [{ sqs: { arn: !GetAtt Jobs.Arn, ${properties} } }]`);

  it.each([
    ['an event kind', functionWith('events: [{ sns: topic }]'), 'functions.work.events[0].sns'],
    [
      'an event that is two',
      functionWith("events: [{ httpApi: '*', schedule: rate(1 day) }]"),
      'must be one event source',
    ],
    [
      'a filter of a mapping',
      mapping('filterPatterns: [{ body: { a: [1] } }]'),
      'events[0].sqs.filterPatterns',
    ],
    [
      'a property of a function',
      functionWith('reservedConcurrency: 2'),
      'functions.work.reservedConcurrency',
    ],
    [
      'an authorizer',
      functionWith('events: [{ httpApi: { method: GET, path: /, authorizer: { type: jwt } } }]'),
      'functions.work.events[0].httpApi',
    ],
    [
      'a schedule',
      functionWith('events: [{ schedule: rate(5 seconds) }]'),
      'functions.work.events[0].schedule',
    ],
    ['a property of the provider', 'functions: {}\ncustom: {}\nlayers: {}', 'layers'],
    [
      'a property of a queue',
      resources(queue('Jobs', 'RedriveAllowPolicy: {}')),
      'Jobs.Properties.RedriveAllowPolicy',
    ],
    [
      'a property of a bucket',
      resources('B: { Type: AWS::S3::Bucket, Properties: { VersioningConfiguration: {} } }'),
      'B.Properties.VersioningConfiguration',
    ],
    ['a type of resource', resources('T: { Type: AWS::SNS::Topic }'), 'resources.Resources.T.Type'],
    ['a variable', functionWith(`environment: { A: '\${ssm:/secret}' }`), 'ssm:/secret'],
    ['an option without default', functionWith(`environment: { A: '\${opt:zone}' }`), 'opt:zone'],
    ['a tag', functionWith('environment: { A: !ImportValue other }'), 'ImportValue'],
    ['a reference to nothing', functionWith('environment: { A: !Ref Nowhere }'), 'Nowhere'],
    ['a mapping of an unknown queue', mapping('batchSize: 1'), 'Jobs is no queue'],
    ['a batch that would need a window', mapping('batchSize: 11') + resources(queue('Jobs')), 'batchSize'],
    [
      'a visibility shorter than the timeout',
      functionWith('timeout: 60, events: [{ sqs: { arn: !GetAtt Jobs.Arn } }]') + resources(queue('Jobs')),
      'Jobs.Properties.VisibilityTimeout',
    ],
    [
      'a window on a FIFO queue',
      mapping('maximumBatchingWindow: 5') + resources(queue('Jobs', 'FifoQueue: true')),
      'no batching window',
    ],
    [
      'dead letters of the other kind',
      resources(
        queue(
          'Jobs',
          'FifoQueue: true, RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 1 }',
        ),
        queue('Dead'),
      ),
      'Jobs.Properties.RedrivePolicy',
    ],
    [
      'a notification to a FIFO queue',
      resources(
        queue('Jobs', 'FifoQueue: true'),
        'B: { Type: AWS::S3::Bucket, Properties: { NotificationConfiguration: { QueueConfigurations: [{ Event: "s3:ObjectCreated:*", Queue: !GetAtt Jobs.Arn }] } } }',
      ),
      'it is FIFO',
    ],
    ['a route', functionWith("events: [{ httpApi: 'FETCH /x' }]"), 'is no route'],
    [
      'a route of two functions',
      functionWith("events: [{ httpApi: '*' }, { httpApi: '*' }]"),
      'has $default already',
    ],
    ['broken YAML', 'functions: [', 'line'],
  ])('%s', (_, yamlText, named) => {
    expect(() => read(yamlText)).toThrow(expect.objectContaining({ code: 'ModelArts.72060001' }));
    expect(() => read(yamlText)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ argument: expect.any(String) }) }),
    );
    expect(detailsOf(() => read(yamlText))).toContain(named);
  });

  it('names every problem, not only the first', () => {
    const details = detailsOf(() => read(functionWith('layers: [], events: [{ s3: uploads }]')));
    expect(details).toContain('functions.work.layers');
    expect(details).toContain('functions.work.events[0].s3');
  });
});

const detailsOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return JSON.stringify(Object(error).details);
  }
  return 'nothing was thrown';
};
