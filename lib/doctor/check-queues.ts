import type { Finding } from './finding.ts';
import type { QueueView } from './queue-watch.ts';

/** Queues of dead letters that are not empty. */
export const checkQueues = (queues: readonly QueueView[], now: number): readonly Finding[] =>
  queues
    .filter(({ deadLettersOf, messageCount }) => deadLettersOf.length > 0 && messageCount > 0)
    .map((queue) => (queue.isWorked ? waiting(queue) : dead(queue, now)));

const waiting = ({ name, messageCount }: QueueView): Finding => ({
  severity: 'warning',
  check: 'dead-letters',
  what: `${messageCount} dead letters of work wait to fail their runs`,
  where: name,
  remedy: 'see that the function failDeadWork runs; its log tells of failures',
  facts: { messages: messageCount },
});

const dead = ({ name, messageCount, deadLettersOf, sample }: QueueView, now: number): Finding => {
  const codes = [...new Set(sample.flatMap(({ errorCode }) => errorCode ?? []))].sort();
  const oldestAt = Math.min(...sample.map(({ sentAt }) => sentAt));
  return {
    severity: 'error',
    check: 'dead-letters',
    what: `${messageCount} dead letters of ${deadLettersOf.join(', ')}`,
    where: name,
    remedy:
      codes.length > 0
        ? 'read them, put right what their errors name, and send them again'
        : 'put right what the log of the function says, then sluice doctor --redrive moves them back',
    facts: {
      messages: messageCount,
      ...(sample.length === 0 ? {} : { oldestMinutes: Math.floor((now - oldestAt) / 60_000) }),
      ...(codes.length === 0 ? {} : { errors: codes.join(' ') }),
    },
  };
};
