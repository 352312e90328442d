import * as z from 'zod';
import { SluiceError } from '../errors/sluice-error.ts';
import { toRunError } from '../errors/to-run-error.ts';
import { WORK_DELIVERIES } from '../model/limits.ts';
import { type RunEvent, STAGE_KINDS } from '../model/run.ts';
import type { EventQueue } from '../ports/queues.ts';

const workMessage = z.object({
  runId: z.string().min(1),
  stage: z.int().min(0),
  kind: z.enum(STAGE_KINDS),
  shard: z.union([z.literal('plan'), z.int().min(0)]),
  attempt: z.int().min(1),
});

/**
 * Tells the coordinator of work that was delivered as often as may be and never answered: it ends its workers, or they
 * can't say what came of it. The run fails of it, unless it has gone on without it.
 * @throws when the text is no work message
 */
export const failDeadWork = async (events: EventQueue, body: string): Promise<void> => {
  const { runId, stage, kind, shard, attempt } = workMessage.parse(JSON.parse(body));
  const reason = `its worker ended ${WORK_DELIVERIES} times without an answer`;
  const { error } = toRunError(
    new SluiceError('ModelArts.72020000', { reason, stage, kind, shard, attempt }),
  );
  const event: RunEvent = { type: 'work-failed', runId, stage, shard, attempt, error, isRetryable: false };
  await events.send([event]);
};
