import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import { SluiceError } from '../errors/sluice-error.ts';
import { type Recipe, recipeSchema } from '../model/recipe.ts';
import { TEMPLATES } from '../model/templates.ts';

/**
 * The recipe that a command names: a YAML or JSON file, or the id of a template.
 * @throws SluiceError ModelArts.72020028 when it is neither, 72060001 when the file holds no recipe
 */
export const readRecipe = async (fileOrTemplate: string): Promise<Recipe> => {
  const template = TEMPLATES.find(({ id }) => id === fileOrTemplate);
  if (template !== undefined) {
    const operators = template.operators.map((id) => ({ id, params: {} }));
    return { name: template.id, type: template.types[0], operators };
  }
  return parseRecipeFile(fileOrTemplate, await readRecipeFile(fileOrTemplate));
};

const readRecipeFile = async (file: string): Promise<string> =>
  readFile(file, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    const isAbsent = cause.code === 'ENOENT' || cause.code === 'ENOTDIR';
    throw isAbsent
      ? new SluiceError(
          'ModelArts.72020028',
          { template: file, reason: 'there is no such file either' },
          { cause },
        )
      : new SluiceError('ModelArts.72091001', { file }, { cause });
  });

const parseRecipeFile = (file: string, text: string): Recipe => {
  const result = recipeSchema.safeParse(parseYaml(file, text));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new SluiceError('ModelArts.72060001', {
    argument: issue?.path.join('.') || 'recipe',
    reason: issue?.message,
    file,
  });
};

const parseYaml = (file: string, text: string): unknown => {
  try {
    return parse(text, { prettyErrors: false });
  } catch (cause) {
    throw new SluiceError(
      'ModelArts.72060001',
      { argument: 'recipe', reason: 'it is not YAML', file },
      { cause },
    );
  }
};
