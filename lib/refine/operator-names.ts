/** Names for the operators of a recipe: their ids, and `id-2`, `id-3` where one comes again. */
export const operatorNames = (ids: readonly string[]): readonly string[] => {
  const seen = new Map<string, number>();
  return ids.map((id) => {
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  });
};
