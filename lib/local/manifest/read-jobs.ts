import { type FindReference, resolveValue } from './resolve-value.ts';
import type { JobDefinition, JobQueueDefinition } from './service-manifest.ts';
import type { ServiceTemplate } from './service-schema.ts';

/** The job queues of a template. */
export const readJobQueues = (
  { resources }: ServiceTemplate,
  find: FindReference,
): readonly JobQueueDefinition[] =>
  Object.entries(resources.Resources).flatMap(([logicalName, resource]): JobQueueDefinition[] =>
    resource.Type === 'AWS::Batch::JobQueue'
      ? [{ logicalName, name: resolveValue(resource.Properties.JobQueueName ?? logicalName, find) }]
      : [],
  );

/** The job definitions of a template; locally each has one revision. */
export const readJobDefinitions = (
  { resources }: ServiceTemplate,
  find: FindReference,
): readonly JobDefinition[] =>
  Object.entries(resources.Resources).flatMap(([logicalName, resource]): JobDefinition[] => {
    if (resource.Type !== 'AWS::Batch::JobDefinition') return [];
    const { JobDefinitionName, ContainerProperties, RetryStrategy, Timeout } = resource.Properties;
    const { Command, Environment, ResourceRequirements } = ContainerProperties;
    const amounts = new Map(ResourceRequirements.map(({ Type, Value }) => [Type, Number(Value)]));
    return [
      {
        logicalName,
        name: resolveValue(JobDefinitionName ?? logicalName, find),
        command: Command,
        environment: Object.fromEntries(Environment.map(({ Name, Value }) => [Name, Value])),
        vcpus: amounts.get('VCPU') ?? 1,
        memoryMib: amounts.get('MEMORY') ?? 2048,
        retryStrategy: { attempts: RetryStrategy.Attempts, evaluateOnExit: RetryStrategy.EvaluateOnExit },
        ...(Timeout === undefined ? {} : { timeoutSeconds: Timeout.AttemptDurationSeconds }),
      },
    ];
  });
