import * as z from 'zod';
import { setting } from '../../config.ts';
import { SluiceError } from '../../errors/sluice-error.ts';
import { runUsage } from '../../usage/run-usage.ts';
import { workspaceUsage } from '../../usage/workspace-usage.ts';
import { defineRoute } from '../define-route.ts';
import { itemParams, noBody, projectParams, workspaceQuery } from '../schemas.ts';

const dayMilliseconds = 86_400_000;
const usualDays = 30;
const mostDays = 366;

const time = z.coerce.number().int().min(0).max(8.64e15).optional();
const usage = z.object({
  vcpu_seconds: z.number(),
  request_count: z.int(),
  read_bytes: z.int(),
  written_bytes: z.int(),
});
const cost = z.object({
  currency: z.string(),
  region: z.string(),
  prices_as_of: z.string(),
  total: z.number(),
  compute: z.number(),
  object_requests: z.number(),
  control: z.number(),
});
const basis = {
  basis: z.enum(['metered', 'projection']).describe('`projection`: it ran on one machine, not on AWS'),
  note: z.string(),
};

export const usageRoutes = [
  defineRoute({
    operationId: 'ShowRunUsage',
    method: 'GET',
    path: '/v2/{project}/runs/{id}/usage',
    summary: 'What a run has used, in all, by stage and by operator, and what that costs',
    permission: 'modelarts:refineJob:get',
    params: itemParams,
    query: workspaceQuery,
    body: noBody,
    status: 200,
    response: z.object({
      ...basis,
      run: z.string(),
      kind: z.string(),
      status: z.string(),
      usage,
      cost,
      stages: z.array(
        z.object({
          kind: z.string(),
          shard_count: z.int(),
          is_metered: z.boolean(),
          usage,
          cost: z.number(),
        }),
      ),
      operators: z.array(
        z.object({
          operator: z.string(),
          in: z.int(),
          out: z.int(),
          seconds: z.number(),
          vcpu_seconds: z.number(),
          cost: z.number(),
        }),
      ),
    }),
    errors: ['ModelArts.72020020'],
    handle: async ({ documents }, { params, query }) => {
      const found = await documents.find('run', query.workspace_id, params.id);
      if (found === undefined) throw new SluiceError('ModelArts.72020020', {});
      return { ...basisHere(), ...(await runUsage(documents, found.document)) };
    },
  }),
  defineRoute({
    operationId: 'ShowUsage',
    method: 'GET',
    path: '/v2/{project}/usage',
    summary:
      'What the runs of a workspace have used, by day and by operator; the last thirty days by default',
    permission: 'modelarts:refineJob:list',
    params: projectParams,
    query: workspaceQuery.extend({
      from: time.describe('Runs created not before, milliseconds since the epoch'),
      to: time.describe('Runs created before, milliseconds since the epoch'),
    }),
    body: noBody,
    status: 200,
    response: z.object({
      ...basis,
      from: z.int(),
      to: z.int(),
      run_count: z.int(),
      usage,
      cost,
      days: z.array(z.object({ day: z.string(), run_count: z.int(), usage, cost })),
      operators: z.array(
        z.object({ operator: z.string(), records: z.int(), vcpu_seconds: z.number(), cost: z.number() }),
      ),
    }),
    errors: ['ModelArts.72060001'],
    handle: async ({ documents, clock }, { query: { workspace_id, from, to } }) => {
      const period = periodOf({ from, to }, clock.now());
      return { ...basisHere(), ...(await workspaceUsage(documents, workspace_id, period)) };
    },
  }),
] as const;

/** @throws SluiceError ModelArts.72060001 when the period is empty or too long */
const periodOf = (
  asked: { readonly from: number | undefined; readonly to: number | undefined },
  now: number,
) => {
  const to = asked.to ?? now + 1;
  const from = asked.from ?? Math.max(0, to - usualDays * dayMilliseconds);
  if (from >= to)
    throw new SluiceError('ModelArts.72060001', { argument: 'from', reason: 'it is not before `to`' });
  if (to - from > mostDays * dayMilliseconds) {
    const reason = `a period has at most ${mostDays} days`;
    throw new SluiceError('ModelArts.72060001', { argument: 'from', reason });
  }
  return { from, to };
};

const basisHere = () =>
  setting('AWS_ENDPOINT_URL_S3', '') === ''
    ? {
        basis: 'metered' as const,
        note: 'Metered by the workers, at list prices; the bill also has storage, logs and traffic.',
      }
    : {
        basis: 'projection' as const,
        note: 'Metered on this machine: what the same seconds and requests would cost on AWS at list prices.',
      };
