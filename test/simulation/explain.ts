import { scheduleOf } from './schedule.ts';
import { simulate } from './simulate.ts';

/** Plays a seed again and tells what it went through, what happened, and what was wrong in the end. */
export const explain = async (seed: number): Promise<string> => {
  const { history, violations } = await simulate(seed, { keepsHistory: true });
  return [
    `seed ${seed}: ${JSON.stringify(scheduleOf(seed))}`,
    '   seconds  who: what',
    ...history,
    '',
    ...violations.map((violation) => `wrong: ${violation}`),
    `again: npm run soak -- --seed ${seed}`,
  ].join('\n');
};
