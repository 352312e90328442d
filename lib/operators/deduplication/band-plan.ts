/** How many bands of how many rows a sketch is cut into. */
export interface BandPlan {
  readonly bands: number;
  readonly rows: number;
}

/**
 * What a needless comparison weighs beside a missed pair: every comparison is checked against the sketches, so that it
 * costs a little time, while a missed pair stays missed.
 */
const falsePositiveWeight = 0.1;
/** A key is written once a band: more bands than these cost more bytes than they find pairs. */
const maxBands = 12;
const stepCount = 100;

/**
 * The plan whose curve errs least around the threshold, among those of no more values than there are; what is asked for
 * stays. Source: the optimal parameters of datasketch (`MinHashLSH`), after Zhu et al., "LSH Ensemble", VLDB 2016.
 */
export const planBands = (threshold: number, valueCount: number, asked: Partial<BandPlan> = {}): BandPlan => {
  let best: BandPlan = { bands: 1, rows: 1 };
  let least = Number.POSITIVE_INFINITY;
  const [firstBands, lastBands] = asked.bands === undefined ? [1, maxBands] : [asked.bands, asked.bands];
  for (let bands = firstBands; bands <= lastBands; bands++) {
    const mostRows = Math.floor(valueCount / bands);
    for (let rows = asked.rows ?? 1; rows <= Math.min(mostRows, asked.rows ?? mostRows); rows++) {
      const error = errorOf({ bands, rows }, threshold);
      if (error >= least) continue;
      least = error;
      best = { bands, rows };
    }
  }
  return best;
};

const errorOf = (plan: BandPlan, threshold: number): number => {
  const falsePositives = area((similarity) => meetingChance(plan, similarity), 0, threshold);
  const falseNegatives = area((similarity) => 1 - meetingChance(plan, similarity), threshold, 1);
  return falsePositiveWeight * falsePositives + (1 - falsePositiveWeight) * falseNegatives;
};

/** The chance that two sets of that similarity share a band. */
export const meetingChance = ({ bands, rows }: BandPlan, similarity: number): number =>
  1 - (1 - similarity ** rows) ** bands;

const area = (curve: (at: number) => number, from: number, to: number): number => {
  const width = (to - from) / stepCount;
  let sum = 0;
  for (let step = 0; step < stepCount; step++) sum += curve(from + (step + 0.5) * width);
  return sum * width;
};
