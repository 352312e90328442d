import type * as z from 'zod';
import { checkManifest } from './check-manifest.ts';
import { manifestError, manifestPath } from './manifest-error.ts';
import { parseTemplate, type TemplateOptions } from './parse-template.ts';
import { pseudoParameter } from './pseudo-parameter.ts';
import { readJobDefinitions, readJobQueues } from './read-jobs.ts';
import { readBuckets, readEventBuses, readEventRules, readQueues, readTables } from './read-resources.ts';
import { resolveConditions } from './resolve-conditions.ts';
import type { FunctionDefinition, ServiceManifest } from './service-manifest.ts';
import { type ServiceTemplate, serviceSchema } from './service-schema.ts';

/**
 * The inventory of a service file: what it declares and the local cloud plays.
 *
 * @throws SluiceError ModelArts.72060001 naming what the local cloud cannot play or find
 */
export const readServiceManifest = (yamlText: string, options: TemplateOptions): ServiceManifest => {
  const parsed = serviceSchema.safeParse(resolveConditions(parseTemplate(yamlText, options)));
  if (!parsed.success) throw errorOf(parsed.error.issues);
  const template = parsed.data;
  const { region } = template.provider;
  const find = pseudoParameter({ region, service: template.service, stage: options.stage });
  const manifest = {
    service: template.service,
    stage: options.stage,
    region,
    functions: readFunctions(template),
    queues: readQueues(template, find),
    tables: readTables(template, find),
    buckets: readBuckets(template, find),
    eventBuses: readEventBuses(template, find),
    eventRules: readEventRules(template, find),
    jobQueues: readJobQueues(template, find),
    jobDefinitions: readJobDefinitions(template, find),
  };
  checkManifest(manifest);
  return manifest;
};

const readFunctions = ({ functions, provider }: ServiceTemplate): readonly FunctionDefinition[] =>
  Object.entries(functions).map(([name, { handler, timeout, memorySize, environment, events }]) => ({
    name,
    handler,
    timeoutSeconds: timeout ?? provider.timeout,
    memoryMb: memorySize ?? provider.memorySize,
    environment: { ...provider.environment, ...environment },
    events: events.flat(),
  }));

const errorOf = (issues: readonly z.core.$ZodIssue[]) => {
  const problems = issues.flatMap(problemsOf);
  const [first = { place: '?', reason: '?' }, ...others] = problems;
  const further = others.map(({ place, reason }) => `; ${place}: ${reason}`).join('');
  return manifestError(first.place, first.reason + further);
};

interface Problem {
  readonly place: string;
  readonly reason: string;
}

const problemsOf = (issue: z.core.$ZodIssue): readonly Problem[] => {
  const at = (path: readonly PropertyKey[]): string => manifestPath([...issue.path, ...path]);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ place: at([key]), reason: 'the local cloud cannot play this' }));
  }
  if (issue.code !== 'invalid_union') return [{ place: at([]), reason: issue.message }];
  // Of the ways to write a value, the one meant is the one whose kind fits; its problems tell more than "Invalid input".
  const meant = issue.errors.find((branch) => branch.some((inner) => inner.code !== 'invalid_type'));
  return (meant ?? [{ ...issue, code: 'custom', path: [] }]).flatMap((inner) =>
    problemsOf({ ...inner, path: [...issue.path, ...inner.path] }),
  );
};
