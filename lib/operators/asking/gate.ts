/** Makes a call when its turn has come. */
export type Gate = <Result>(work: () => Promise<Result>) => Promise<Result>;

/** Lets so many through at a time, the others in the order in which they came. */
export const createGate = (width: number): Gate => {
  const waiting: (() => void)[] = [];
  let inside = 0;
  return async (work) => {
    if (inside >= width) await new Promise<void>((resolve) => waiting.push(resolve));
    else inside++;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Whoever waited longest takes the place over; it is never free in between.
      if (next === undefined) inside--;
      else next();
    }
  };
};
