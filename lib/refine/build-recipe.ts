import { type BuiltStep, buildSteps } from '../engine/build-steps.ts';
import { runFailure } from '../errors/run-failure.ts';
import { isSluiceError } from '../errors/sluice-error.ts';
import type { DatasetType } from '../model/dataset-type.ts';
import type { Recipe } from '../model/recipe.ts';
import { parseRecipe } from '../operators/parse-recipe.ts';
import { operatorNames } from './operator-names.ts';

/**
 * Checks a recipe, loads the texts that its operators ask for, and prepares them.
 * @throws SluiceError what `parseRecipe`, loading and building throw
 */
export const buildRecipe = async (
  loadResource: (address: string) => Promise<string>,
  { recipe, type }: { readonly recipe: Recipe; readonly type: DatasetType },
): Promise<readonly BuiltStep[]> => {
  const steps = parseRecipe(recipe, type);
  const names = operatorNames(steps.map(({ operator }) => operator.id));
  const texts = steps.map(async ({ operator, resources }, index) => {
    const entries = resources.map(async ({ name, address }) => {
      const text = await loadResource(address).catch((error: unknown) => {
        throw ofOperator(error, names[index] ?? operator.id);
      });
      return [name, text] as const;
    });
    return new Map(await Promise.all(entries));
  });
  return buildSteps(steps, await Promise.all(texts));
};

/** The error, with the operator that it stands in the way of. */
const ofOperator = (error: unknown, operator: string): unknown =>
  isSluiceError(error)
    ? runFailure({ code: error.code, message: error.message, details: { ...error.details, operator } })
    : error;
