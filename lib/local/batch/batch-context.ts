import type { JobDefinition, JobQueueDefinition } from '../manifest/service-manifest.ts';
import { refused } from './batch-error.ts';
import type { FindEntryPoint } from './find-entry-point.ts';
import type { JobRunner } from './job-runner.ts';
import type { JobStore } from './job-store.ts';

/** What the operations work with. */
export interface BatchContext {
  readonly store: JobStore;
  readonly runner: JobRunner;
  readonly queues: readonly JobQueueDefinition[];
  readonly definitions: readonly JobDefinition[];
  readonly findEntryPoint: FindEntryPoint;
  readonly region: string;
  readonly now: () => number;
}

/** Name of the queue that a name or ARN means. */
export const loadQueueName = ({ queues }: BatchContext, text: string): string => {
  const queue = queues.find(({ name }) => name === lastPart(text));
  if (queue === undefined) throw refused(`JobQueue ${text} not found.`);
  return queue.name;
};

/** The definition that a name, a name with its revision or an ARN means; there is one revision of each. */
export const loadDefinition = ({ definitions }: BatchContext, text: string): JobDefinition => {
  const [name, revision = '1'] = lastPart(text).split(':');
  const definition = definitions.find((each) => each.name === name && revision === '1');
  if (definition === undefined) throw refused(`JobDefinition ${text} not found.`);
  return definition;
};

const lastPart = (text: string): string => text.slice(text.lastIndexOf('/') + 1);
