import type { PositionAutomaton } from './position-automaton.ts';

/** For each position the number of its loop (strongly connected component), -1 outside of loops; Tarjan 1972. */
export const loopsOf = (follow: PositionAutomaton['follow']): readonly number[] => {
  const order = new Array<number>(follow.length).fill(-1);
  const low = new Array<number>(follow.length).fill(0);
  const loopOf = new Array<number>(follow.length).fill(-1);
  const stack: number[] = [];
  const onStack = new Set<number>();
  let counter = 0;
  let loopCount = 0;

  const visit = (position: number): void => {
    order[position] = low[position] = counter++;
    stack.push(position);
    onStack.add(position);
    for (const next of follow[position]?.keys() ?? []) {
      if (order[next] === -1) {
        visit(next);
        low[position] = Math.min(low[position] ?? 0, low[next] ?? 0);
      } else if (onStack.has(next)) {
        low[position] = Math.min(low[position] ?? 0, order[next] ?? 0);
      }
    }
    if (low[position] === order[position]) closeComponent(position);
  };
  const closeComponent = (root: number): void => {
    const members = stack.splice(stack.lastIndexOf(root));
    for (const member of members) onStack.delete(member);
    const isLoop = members.length > 1 || follow[root]?.has(root) === true;
    if (isLoop) for (const member of members) loopOf[member] = loopCount;
    loopCount++;
  };
  for (let position = 0; position < follow.length; position++) if (order[position] === -1) visit(position);
  return loopOf;
};
