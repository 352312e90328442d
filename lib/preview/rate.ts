/** How long some bytes of a sample took. */
export interface BatchMeasure {
  readonly bytes: number;
  readonly seconds: number;
}

/** An estimate with the range that it may well lie in. */
export interface About {
  readonly about: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Seconds per byte, from batches spread over the data: the ratio of the sums, plus and minus two standard errors, which
 * come from how far the batches differ. One batch says nothing of that: then half to double.
 * Source: Cochran, Sampling Techniques, third edition, 1977, section 6.4 (ratio estimates).
 */
export const secondsPerByte = (measures: readonly BatchMeasure[]): About => {
  const bytes = sum(measures.map((measure) => measure.bytes));
  if (bytes === 0) return { about: 0, low: 0, high: 0 };
  const about = sum(measures.map(({ seconds }) => seconds)) / bytes;
  const { length } = measures;
  if (length === 1) return { about, low: about / 2, high: about * 2 };
  const squares = sum(measures.map((measure) => (measure.seconds - about * measure.bytes) ** 2));
  const error = Math.sqrt((squares * length) / (length - 1)) / bytes;
  return { about, low: Math.max(0, about - 2 * error), high: about + 2 * error };
};

/** The estimate times a number that is known. */
export const scaled = ({ about, low, high }: About, factor: number): About => ({
  about: about * factor,
  low: low * factor,
  high: high * factor,
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
