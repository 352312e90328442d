/** A copy that nobody can change: what a store has answered must not change under its reader, nor its reader's hands. */
export const deepFrozen = <T>(value: T): T => freeze(structuredClone(value));

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
};
