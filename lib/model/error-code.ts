/** A code of the specification's table; lib/errors holds what each means. */
export type ErrorCode = `ModelArts.${number}`;
