import { type BuiltStep, buildSteps } from '../engine/build-steps.ts';
import type { DatasetType } from '../model/dataset-type.ts';
import type { Recipe } from '../model/recipe.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';

/**
 * Checks a recipe, loads the texts that its operators ask for, and prepares them.
 * @throws SluiceError what `parseRecipe`, loading and building throw
 */
export const buildRecipe = async (
  loadResource: (address: string) => Promise<string>,
  { recipe, type }: { readonly recipe: Recipe; readonly type: DatasetType },
): Promise<readonly BuiltStep[]> => {
  const steps = parseRecipe(recipe, type);
  const texts = steps.map(async ({ resources }) => {
    const entries = resources.map(async ({ name, address }) => [name, await loadResource(address)] as const);
    return new Map(await Promise.all(entries));
  });
  return buildSteps(steps, await Promise.all(texts));
};
