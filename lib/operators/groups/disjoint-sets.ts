/** Sets of the numbers below a count, each named by its smallest member. */
export interface DisjointSets {
  /** The smallest member of the set that holds the number. */
  find(member: number): number;
  /** Makes one set of two. */
  unite(one: number, other: number): void;
}

/** Every number below the count in a set of its own: four bytes each. */
export const createDisjointSets = (count: number): DisjointSets => {
  const parents = new Uint32Array(count).map((_, index) => index);
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
  };
};
