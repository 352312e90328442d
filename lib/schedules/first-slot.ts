import { SluiceError } from '../errors/sluice-error.ts';
import { nextSlot } from './next-slot.ts';

/**
 * The first slot of an expression after a time.
 * @throws SluiceError ModelArts.72060001 when it has none
 */
export const firstSlot = (expression: string, after: number): number => {
  const slot = nextSlot(expression, after);
  if (slot !== undefined) return slot;
  throw new SluiceError('ModelArts.72060001', { argument: 'expression', reason: 'it never fires again' });
};
