import { SluiceError } from '../errors/sluice-error.ts';
import { isMultiTurn } from '../formats/dialogue-type.ts';
import type { DatasetType, Shape } from '../model/dataset-type.ts';
import type { Operator } from './define-operator.ts';
import { endNode } from './end-node.ts';
import { startNode } from './start-node.ts';

interface CheckedStep {
  readonly operator: Operator;
  readonly params: unknown;
}

/**
 * Checks that what a recipe writes beside the texts has a place: a list of turns has none. Records of a source of several
 * shapes, or of one that is not known, can only be told one by one.
 * @throws SluiceError ModelArts.72090007
 */
export const checkFields = (
  steps: readonly CheckedStep[],
  type: DatasetType,
  source: Shape | 'mixed' | undefined,
): void => {
  const reason = isMultiTurn(type) ? whyLists(steps, source) : undefined;
  if (reason === undefined) return;
  for (const { operator, params } of steps) {
    const parameter = operator.writesFields?.(params);
    if (parameter === undefined) continue;
    throw new SluiceError('ModelArts.72090007', { operator: operator.id, parameter, reason });
  }
};

/** Why all records are lists of turns at some place of a recipe; undefined where they need not be. */
const whyLists = (steps: readonly CheckedStep[], source: Shape | 'mixed' | undefined): string | undefined => {
  const last = steps.at(-1);
  if (source === 'platform') return 'the records are lists of turns, which hold no fields';
  if (steps[0]?.operator.id === startNode.id) {
    return 'the start node makes lists of turns of the records, which hold no fields';
  }
  if (last?.operator.id !== endNode.id) return undefined;
  return endNode.params.parse(last.params).output_format === 'platform'
    ? 'the end node makes lists of turns of the records, which hold no fields'
    : undefined;
};
