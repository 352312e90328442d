import * as z from 'zod';

/** Letters, digits, hyphens and underscores; starts with a letter, ends with a letter or digit (guide, table 3-1). */
const name = (maxLength: number) =>
  z
    .string()
    .min(2)
    .max(maxLength)
    .regex(/^[A-Za-z](?:[A-Za-z0-9_-]*[A-Za-z0-9])$/);

export const taskName = name(64);
export const datasetName = name(63);
export const workspaceId = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9_-]{0,62}[A-Za-z0-9])?$/);

/** At most 200 letters, digits, spaces, hyphens, underscores, commas, full stops, brackets and colons. */
export const description = z
  .string()
  .max(200)
  .regex(/^[\p{L}\p{N} \-_,.，。()（）[\]【】:：]*$/u);

/** The name a task gets when it has none, from the UTC time: `data-refine-20260425083507`. */
export const defaultName = (kind: 'connect' | 'refine', at: number): string =>
  `data-${kind}-${new Date(at).toISOString().replace(/\D/g, '').slice(0, 14)}`;
