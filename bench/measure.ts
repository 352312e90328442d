/** What some work cost: processor time of this process, its garbage collection included. */
export interface Cost {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
}

/** Does the work `times` times after one warm-up and gives the cheapest, which noise has touched least. */
export const measure = async (work: () => unknown, times = 3): Promise<Cost> => {
  await work();
  let best: Cost = { cpuSeconds: Number.POSITIVE_INFINITY, wallSeconds: Number.POSITIVE_INFINITY };
  for (let round = 0; round < times; round++) {
    const cpuBefore = process.cpuUsage();
    const wallBefore = performance.now();
    await work();
    const { user, system } = process.cpuUsage(cpuBefore);
    const cost = { cpuSeconds: (user + system) / 1e6, wallSeconds: (performance.now() - wallBefore) / 1000 };
    if (cost.cpuSeconds < best.cpuSeconds) best = cost;
  }
  return best;
};

/** Megabytes (10^6 bytes) a second of processor time. */
export const speedOf = (sizeBytes: number, { cpuSeconds }: Cost): number => sizeBytes / 1e6 / cpuSeconds;
