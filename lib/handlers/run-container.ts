import { requiredSetting, setting } from '../config.ts';
import { doJob, type JobPorts } from '../container-jobs/do-job.ts';
import type { StageWork } from '../engine/stage-work.ts';
import { asSluiceError } from '../errors/sluice-error.ts';
import type { StageKind } from '../model/run.ts';

/** Exit codes: as a signal that nobody handles would give, and of a job that could not tell what came of its work. */
const exitCodes = { terminated: 143, failed: 1 } as const;

/**
 * Does the work of the container that this process is, then ends it. Told to end before, as by the reclaim of a Spot
 * instance, it ends at once: its message is done again, and what it has written has a key of its attempt.
 */
export const runContainer = async (
  ports: JobPorts,
  workByKind: Readonly<Partial<Record<StageKind, StageWork>>>,
): Promise<void> => {
  process.once('SIGTERM', () => {
    ports.log.warn('the container was told to end');
    process.exit(exitCodes.terminated);
  });
  try {
    await doJob(ports, workByKind, {
      list: requiredSetting('WORK_LIST'),
      index: Number(setting('AWS_BATCH_JOB_ARRAY_INDEX', '0')),
      notBefore: Date.parse(setting('WORK_NOT_BEFORE', '1970-01-01')),
    });
    process.exit(0);
  } catch (error) {
    const { code, details } = asSluiceError(error);
    ports.log.error('the job has failed', { ...details, code });
    process.exit(exitCodes.failed);
  }
};
