import { createHash } from 'node:crypto';
import type { Schedule } from '../model/document.ts';

/** What became of a slot; while `claimedAt` is there, nothing is known to have become of it yet. */
export type Firing = NonNullable<Schedule['last']>;

/** A firing whose end is not known. */
export type OpenFiring = Firing & { readonly claimedAt: number };

export const openFiring = ({ last }: Schedule): OpenFiring | undefined =>
  last?.claimedAt === undefined ? undefined : { ...last, claimedAt: last.claimedAt };

/** The run that a slot starts: who fires it again starts no other. */
export const slotRunId = ({ workspace, id }: Schedule, slot: number): string =>
  `run-${createHash('sha256').update(`schedule/${workspace}/${id}/${slot}`).digest('hex').slice(0, 20)}`;

/** Who acts when a schedule fires. */
export const systemUser = 'sluice';
