import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { findAddress } from '../../lib/local/manifest/find-address.ts';
import { readServiceManifest } from '../../lib/local/manifest/read-service-manifest.ts';
import { resolveValue } from '../../lib/local/manifest/resolve-value.ts';

const service = readFileSync('serverless.yml', 'utf8');
const read = (resources: string, params: Record<string, string> = {}) =>
  readServiceManifest(`service: shop\nprovider: { name: aws }\nresources:\n${resources}`, {
    stage: 'local',
    params,
  });

describe("the containers of Sluice's own serverless.yml", () => {
  const manifestWith = (params: Record<string, string>) =>
    readServiceManifest(service, { stage: 'local', params });

  it('are not there where a deployment has no subnets for them', () => {
    const manifest = manifestWith({});
    expect([manifest.jobQueues, manifest.jobDefinitions, manifest.eventRules]).toEqual([[], [], []]);
    expect(manifest.functions[0]?.environment['MEDIA_JOB_QUEUE']).toBe('');
  });

  it('have a queue, a definition and a rule for jobs that have failed', () => {
    const manifest = manifestWith({ containerSubnets: 'subnet-1' });
    expect(manifest.jobQueues).toEqual([{ logicalName: 'CpuJobQueue', name: 'sluice-local-cpu' }]);
    expect(manifest.jobDefinitions).toMatchObject([
      { name: 'sluice-local-media', command: ['do-work.mjs'], memoryMib: 4096, timeoutSeconds: 3600 },
    ]);
    expect(manifest.eventRules).toMatchObject([{ bus: 'default', queues: ['JobStateQueue'] }]);
    const environment = manifest.functions[0]?.environment ?? {};
    const find = findAddress(manifest, 'http://127.0.0.1:1');
    expect(resolveValue(environment['MEDIA_JOB_QUEUE'] ?? '', find)).toMatch(/:job-queue\/sluice-local-cpu$/);
    expect(resolveValue(environment['MEDIA_JOB_DEFINITION'] ?? '', find)).toMatch(/\/sluice-local-media:1$/);
  });

  it('have accelerators where a deployment asks for them, of which the local cloud says that it has none', () => {
    expect(
      manifestWith({ containerSubnets: 'subnet-1', acceleratorVcpus: '64' }).jobQueues.map(
        ({ name }) => name,
      ),
    ).toEqual(['sluice-local-cpu', 'sluice-local-accelerator']);
    expect(() => manifestWith({ containerSubnets: 'subnet-1', gpuVcpus: '64' })).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ reason: expect.stringContaining('only VCPU and MEMORY') }),
      }),
    );
  });
});

describe('conditions', () => {
  const resources = (condition: string) => `
  Conditions:
    Yes: { "Fn::Equals": [a, a] }
    No: { "Fn::Not": [{ Condition: Yes }] }
    Asked: ${condition}
  Resources:
    Queue: { Type: AWS::SQS::Queue, Condition: Asked, Properties: { DelaySeconds: { "Fn::If": [Yes, 1, 2] } } }`;
  const queueCount = (condition: string, params = {}) => read(resources(condition), params).queues.length;

  it('leave out resources for which they do not hold, and choose values', () => {
    expect(read(resources('{ Condition: Yes }')).queues).toMatchObject([{ delaySeconds: 1 }]);
    expect(queueCount('{ Condition: No }')).toBe(0);
    expect(queueCount('{ "Fn::And": [{ Condition: Yes }, { Condition: No }] }')).toBe(0);
    expect(queueCount('{ "Fn::Or": [{ Condition: Yes }, { Condition: No }] }')).toBe(1);
  });

  it('may ask for parameters', () => {
    const condition = `{ "Fn::Equals": ["\${param:size, ''}", large] }`;
    expect(queueCount(condition)).toBe(0);
    expect(queueCount(condition, { size: 'large' })).toBe(1);
  });

  it.each([
    ['{ Condition: Nobody }', 'resources.Conditions.Nobody', 'no such condition'],
    ['{ "Fn::Equals": [{ Ref: X }, a] }', 'resources.Conditions.Asked', 'cannot play'],
    ['{ "Fn::Sometimes": [a] }', 'resources.Conditions.Asked', 'cannot play'],
  ])('that cannot be played are an error: %s', (condition, place, reason) => {
    expect(() => read(resources(condition))).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({
          argument: `serverless.yml: ${place}`,
          reason: expect.stringContaining(reason),
        }),
      }),
    );
  });
});

describe('rules and jobs that the local cloud cannot play', () => {
  it.each([
    [
      'Rule: { Type: AWS::Events::Rule, Properties: { EventPattern: { a: [b] }, Targets: [], ScheduleExpression: rate(1 day) } }',
      'ScheduleExpression',
    ],
    [
      'Rule: { Type: AWS::Events::Rule, Properties: { EventPattern: { a: [b] }, Targets: [{ Id: a, Arn: !GetAtt Q.Arn, RoleArn: x }] } }',
      'RoleArn',
    ],
    [
      'Job: { Type: AWS::Batch::JobDefinition, Properties: { Type: multinode, ContainerProperties: { Command: [a], ResourceRequirements: [] } } }',
      'Type',
    ],
    [
      'Queue: { Type: AWS::Batch::JobQueue, Properties: { JobStateTimeLimitActions: [] } }',
      'JobStateTimeLimitActions',
    ],
    ['Job: { Type: AWS::Batch::SchedulingPolicy, Properties: {} }', 'Type'],
  ])('%s', (resource, name) => {
    expect(() => read(`  Resources:\n    ${resource}`)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ argument: expect.stringContaining(name) }),
      }),
    );
  });

  it.each([
    ['EventBusName: none, Targets: []', 'EventBusName'],
    ['Targets: [{ Id: a, Arn: !GetAtt Nobody.Arn }]', 'Targets'],
  ])('include a rule for what is not there: %s', (more, name) => {
    const rule = `Rule: { Type: AWS::Events::Rule, Properties: { EventPattern: { a: [b] }, ${more} } }`;
    expect(() => read(`  Resources:\n    ${rule}`)).toThrow(
      expect.objectContaining({
        details: expect.objectContaining({ argument: expect.stringContaining(name) }),
      }),
    );
  });
});
