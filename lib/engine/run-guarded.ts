export const runGuarded = <T>(work: () => T, _limitMs: number): { value: T } | { timedOut: true } => ({ value: work() });
