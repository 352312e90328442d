import type { Shape } from '../model/dataset-type.ts';
import type { ParsedStep } from '../operators/parse-recipe.ts';

/** The shape that a recipe writes, from that of its source. */
export const outputFormat = (steps: readonly ParsedStep[], source: Shape | 'mixed'): Shape | 'mixed' => {
  let format = source;
  for (const { operator, params } of steps) {
    if (operator.id === 'start-node') format = 'platform';
    if (operator.id !== 'end-node') continue;
    const { output_format: chosen } = params as { readonly output_format: Shape | 'same-as-input' }; // end-node's own
    format = chosen === 'same-as-input' ? source : chosen;
  }
  return format;
};
