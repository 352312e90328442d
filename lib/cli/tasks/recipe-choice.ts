import { TEMPLATES } from '../../model/templates.ts';

/**
 * The recipe of a request's body: a template by its id, or what a file holds; neither when there is none.
 * @throws SluiceError what `readRecipe` throws
 */
export const recipeChoice = async (
  fileOrTemplate: string | undefined,
): Promise<{ readonly template?: string; readonly recipe?: unknown }> => {
  if (fileOrTemplate === undefined) return {};
  if (TEMPLATES.some(({ id }) => id === fileOrTemplate)) return { template: fileOrTemplate };
  const { readRecipe } = await import('../read-recipe.ts');
  return { recipe: await readRecipe(fileOrTemplate) };
};
