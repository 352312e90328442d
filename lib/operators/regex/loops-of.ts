/** The loops of a graph: its strongly connected components with at least one edge (Tarjan 1972). */
export const loopsOf = (follow: readonly ReadonlyMap<number, unknown>[]): readonly (readonly number[])[] => {
  const order = new Array<number>(follow.length).fill(-1);
  const low = new Array<number>(follow.length).fill(0);
  const open: number[] = [];
  const isOpen = new Set<number>();
  const loops: (readonly number[])[] = [];
  let counter = 0;

  const visit = (place: number): void => {
    order[place] = low[place] = counter++;
    open.push(place);
    isOpen.add(place);
    for (const next of follow[place]?.keys() ?? []) {
      if (order[next] === -1) visit(next);
      if (isOpen.has(next)) low[place] = Math.min(low[place] ?? 0, low[next] ?? 0);
    }
    if (low[place] === order[place]) close(place);
  };
  const close = (root: number): void => {
    const members = open.splice(open.lastIndexOf(root));
    for (const member of members) isOpen.delete(member);
    if (members.length > 1 || follow[root]?.has(root) === true) loops.push(members);
  };
  for (let place = 0; place < follow.length; place++) if (order[place] === -1) visit(place);
  return loops;
};
