/** Maps in order with at most `concurrency` calls under way; the first failure ends it. */
export const mapConcurrently = async <From, To>(
  items: readonly From[],
  concurrency: number,
  map: (item: From, index: number) => Promise<To>,
): Promise<readonly To[]> => {
  const results = new Array<To>(items.length);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await map(items[index] as From, index); // the index is within the array
    }
  };
  await Promise.all(Array.from({ length: Math.min(concurrency, items.length) }, worker));
  return results;
};
