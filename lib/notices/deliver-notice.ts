import { toRunError } from '../errors/to-run-error.ts';
import type { RunNotice } from '../model/run-notice.ts';
import type { Log } from '../ports/log.ts';
import type { DeadNotices } from './dead-notices.ts';
import type { NoticeDestination } from './notice-destination.ts';
import type { NoticeMessage, NoticeRetries } from './notice-message.ts';

export interface DeliveryPorts {
  readonly destinations: readonly NoticeDestination[];
  readonly retries: NoticeRetries;
  readonly dead: DeadNotices;
  readonly log: Log;
}

/**
 * Tells everybody a notice, or the one whom its message is for. When some of several could not be told, each of these
 * gets a message of its own, so that the others do not hear it again each time. Whom telling again can't help, or who
 * could not be told although the message has come for the last time, has the notice kept among the dead letters.
 * @throws what kept the only one from being told: the message has to come again
 */
export const deliverNotice = async (
  ports: DeliveryPorts,
  { notice, to }: NoticeMessage,
  deliveriesLeft: number,
): Promise<void> => {
  const wanted = ports.destinations.filter(({ name }) => to === undefined || name === to);
  if (wanted.length === 0) {
    // It was configured when the notice was first tried.
    ports.log.warn('nobody hears this notice any more', { notice: notice.id, destination: to });
    return;
  }
  const failures = (await Promise.all(wanted.map((each) => deliverTo(each, notice)))).flat();
  const isAlone = wanted.length === 1;
  const isLast = isAlone && deliveriesLeft <= 0;
  for (const failure of failures) {
    if (isLast || !failure.isRetryable) await giveUp(ports, failure, notice);
    else if (isAlone) throw failure.thrown;
    else await tryLater(ports, failure, notice);
  }
};

interface Failure extends ReturnType<typeof toRunError> {
  readonly destination: NoticeDestination;
  readonly thrown: unknown;
}

const deliverTo = async (destination: NoticeDestination, notice: RunNotice): Promise<readonly Failure[]> => {
  try {
    await destination.deliver(notice);
    return [];
  } catch (thrown) {
    return [{ destination, thrown, ...toRunError(thrown) }];
  }
};

const giveUp = async ({ dead, log }: DeliveryPorts, failure: Failure, notice: RunNotice): Promise<void> => {
  log.error('a notice is given up', factsOf(failure, notice));
  await dead.keep({ notice, to: failure.destination.name }, failure.error);
};

const tryLater = async (
  { retries, log }: DeliveryPorts,
  failure: Failure,
  notice: RunNotice,
): Promise<void> => {
  log.warn('a notice could not be delivered yet', factsOf(failure, notice));
  await retries.send({ notice, to: failure.destination.name });
};

const factsOf = ({ destination, error }: Failure, { id }: RunNotice): Readonly<Record<string, unknown>> => ({
  notice: id,
  destination: destination.name,
  code: error.code,
  reason: error.details['reason'],
});
