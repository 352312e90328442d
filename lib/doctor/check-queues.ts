import type { Finding } from './finding.ts';
import type { QueueView, SampledMessage } from './queue-watch.ts';

/** Queues of dead letters that are not empty. */
export const checkQueues = (queues: readonly QueueView[], now: number): readonly Finding[] =>
  queues
    .filter(({ deadLettersOf, messageCount }) => deadLettersOf.length > 0 && messageCount > 0)
    .map((queue) => (queue.isWorked ? waiting(queue) : dead(queue, now)));

const waiting = ({ name, messageCount }: QueueView): Finding => ({
  severity: 'warning',
  check: 'dead-letters',
  what: `${countOf(messageCount)} of work to fail their runs`,
  where: name,
  remedy: 'nothing, if the function failDeadWork runs; its log tells of failures',
  facts: { messages: messageCount },
});

const dead = ({ name, messageCount, deadLettersOf, sample }: QueueView, now: number): Finding => {
  const oldestMinutes = Math.floor((now - Math.min(now, ...sample.map(({ sentAt }) => sentAt))) / 60_000);
  const errors = errorsOf(sample);
  return {
    severity: 'error',
    check: 'dead-letters',
    what: [`${countOf(messageCount)} of ${deadLettersOf.join(', ')}`, ...errors].join('; '),
    where: name,
    remedy: `put right what ${errors.length > 0 ? 'its error names' : 'the log of its function tells of'}, then sluice doctor --redrive ${name}`,
    facts: { messages: messageCount, ...(sample.length === 0 ? {} : { oldestMinutes }) },
  };
};

const countOf = (count: number): string => `${count} dead ${count === 1 ? 'letter' : 'letters'}`;

/** Each once, in order. */
const errorsOf = (sample: readonly SampledMessage[]): readonly string[] => {
  const texts = sample.flatMap(({ error }) =>
    error === undefined ? [] : [`${error.code} ${error.message}`],
  );
  return [...new Set(texts)].sort();
};
