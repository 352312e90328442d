/** Sets of the numbers below a count, each named by its smallest member. */
export interface DisjointSets {
  /** The smallest member of the set that holds the number. */
  find(member: number): number;
  /** Makes one set of two. */
  unite(one: number, other: number): void;
  /**
   * Of each number, that of its set: sets are counted from 1 in the order of their smallest members, and those that are not
   * counted have 0. It takes the place of the sets, which can't be used any more.
   */
  numberSets(isCounted: (smallest: number) => boolean): Uint32Array;
}

/** Every number below the count in a set of its own: four bytes each. */
export const createDisjointSets = (count: number): DisjointSets => {
  const parents = new Uint32Array(count);
  for (let member = 0; member < count; member++) parents[member] = member;
  const find = (member: number): number => {
    let at = member;
    let parent = parents[at] ?? at;
    while (parent !== at) {
      // Halves the path, so that the next search is shorter.
      const grandparent = parents[parent] ?? parent;
      parents[at] = grandparent;
      at = grandparent;
      parent = parents[at] ?? at;
    }
    return at;
  };
  return {
    find,
    unite: (one, other) => {
      const [first, second] = [find(one), find(other)];
      if (first < second) parents[second] = first;
      else parents[first] = second;
    },
    numberSets: (isCounted) => {
      let setCount = 0;
      for (let member = 0; member < count; member++) {
        const parent = parents[member] ?? member;
        // A parent is smaller than its children: it has its number already.
        if (parent !== member) parents[member] = parents[parent] ?? 0;
        else parents[member] = isCounted(member) ? ++setCount : 0;
      }
      return parents;
    },
  };
};
