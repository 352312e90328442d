import { SluiceError } from '../errors/sluice-error.ts';
import type { Operator } from './define-operator.ts';
import { endNode } from './end-node.ts';
import { startNode } from './start-node.ts';

/**
 * Checks where the operators of a recipe stand: the start node first, the end node last, and nothing behind what makes up
 * records. Source: guide, section 4.1.3.
 * @throws SluiceError ModelArts.72020087
 */
export const checkOrder = (operators: readonly Pick<Operator, 'id' | 'category'>[]): void => {
  const last = operators.length - 1;
  const lastWork = operators.findLastIndex(({ id }) => id !== endNode.id);
  for (const [index, { id, category }] of operators.entries()) {
    if (id === startNode.id && index > 0) throw misplaced(id, 'the start node must come first');
    if (id === endNode.id && index < last) throw misplaced(id, 'the end node must come last');
    if (category === 'synthesis' && index < lastWork) {
      throw misplaced(id, 'nothing but the end node may come after a synthesis operator');
    }
  }
};

const misplaced = (operator: string, reason: string): SluiceError =>
  new SluiceError('ModelArts.72020087', { operator, reason });
