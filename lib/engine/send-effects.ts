import type { WorkMessage } from '../model/run.ts';
import type { WorkQueue } from '../ports/queues.ts';
import type { WorkEffect } from './effects-of.ts';

const messagesPerSend = 1000;

/** Sends the work, each message once. Callers send after they have committed, and acknowledge after they have sent. */
export const sendEffects = async (work: WorkQueue, effects: readonly WorkEffect[]): Promise<void> => {
  const unique = new Map(effects.map((effect) => [identityOf(effect.message), effect]));
  const effectsByDelay = Map.groupBy(unique.values(), ({ delaySeconds }) => delaySeconds);
  for (const [delaySeconds, sameDelay] of effectsByDelay) {
    for (let start = 0; start < sameDelay.length; start += messagesPerSend) {
      const messages = sameDelay.slice(start, start + messagesPerSend).map(({ message }) => message);
      await work.send(messages, delaySeconds);
    }
  }
};

const identityOf = ({ runId, stage, shard, attempt }: WorkMessage): string =>
  `${runId}/${stage}/${shard}/${attempt}`;
