/** Several measurements of one thing. */
export interface Spread {
  readonly median: number;
  readonly p99: number;
  /** From the least to the most, and of how many, as text. */
  readonly range: string;
}

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = values.toSorted((one, other) => one - other);
  // Nearest rank: of less than a hundred values the 99th percentile is the largest.
  const at = (share: number): number =>
    sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  const text = (value: number): string => value.toFixed(value < 10 ? 2 : 0);
  return { median: at(0.5), p99: at(0.99), range: `${text(at(0))}–${text(at(1))}, ${sorted.length} ×` };
};
