import type { FunctionDefinition } from '../manifest/service-manifest.ts';

/**
 * Which threads run a function. `data` functions may keep a thread for minutes and use all cores; `control` functions
 * decide what happens next and must never wait for them; `http` functions must not wait for either.
 */
export type LaneName = 'data' | 'control' | 'http';

/** The longest that one control function may keep the others waiting. */
const longestControlSeconds = 60;

/** The lane of a function, from its event sources and its timeout. */
export const laneOf = ({ events, timeoutSeconds }: FunctionDefinition): LaneName => {
  if (events.some((event) => event.kind === 'http')) return 'http';
  return timeoutSeconds > longestControlSeconds ? 'data' : 'control';
};
