import { isSluiceError } from '../errors/sluice-error.ts';
import type { KnownCode } from '../errors/table/index.ts';

/** What the exit codes of the command line mean; scripts rely on them. */
export const EXIT_CODES = {
  done: 0,
  failed: 1,
  invalid: 2,
  notFound: 4,
  notAllowed: 5,
  conflict: 6,
} as const;

/** The exit code of a command that threw. */
export const exitCodeOf = (error: unknown): number => {
  if (!isSluiceError(error)) return EXIT_CODES.failed;
  if (notFound.has(error.code)) return EXIT_CODES.notFound;
  if (notAllowed.has(error.code)) return EXIT_CODES.notAllowed;
  if (conflicts.has(error.code)) return EXIT_CODES.conflict;
  return error.status === 400 || error.code === 'ModelArts.72020087' ? EXIT_CODES.invalid : EXIT_CODES.failed;
};

// The documented statuses do not tell these apart: most of them are 400.
const notFound: ReadonlySet<KnownCode> = new Set([
  'ModelArts.72060007',
  'ModelArts.72060020',
  'ModelArts.72010003',
  'ModelArts.72020001',
  'ModelArts.72020020',
  'ModelArts.72020028',
  'ModelArts.72020048',
  'ModelArts.72020070',
  'ModelArts.72020136',
  'ModelArts.72020138',
  'ModelArts.72090011',
  'ModelArts.72090012',
  'ModelArts.72041016',
]);

const notAllowed: ReadonlySet<KnownCode> = new Set([
  'ModelArts.72060089',
  'ModelArts.72020100',
  'ModelArts.72020132',
  'ModelArts.72090026',
  'ModelArts.72090030',
  'ModelArts.72041001',
]);

const conflicts: ReadonlySet<KnownCode> = new Set([
  'ModelArts.72060085',
  'ModelArts.72010001',
  'ModelArts.72010022',
  'ModelArts.72020008',
  'ModelArts.72020041',
  'ModelArts.72020045',
  'ModelArts.72020047',
  'ModelArts.72020051',
  'ModelArts.72020052',
  'ModelArts.72020128',
  'ModelArts.72090010',
  'ModelArts.72090020',
  'ModelArts.72041015',
  'ModelArts.72042010',
  'ModelArts.72042011',
]);
