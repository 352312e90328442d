import { SluiceError } from '../errors/sluice-error.ts';
import { type DatasetType, datasetTypeIds, isDatasetType } from '../model/dataset-type.ts';
import type { Recipe } from '../model/recipe.ts';

/**
 * The type of the data that a command reads: as given, as the recipe says, or as the folder's `connection.json` does.
 * @throws SluiceError ModelArts.72060001 when nothing tells it
 */
export const recipeType = async (
  given: DatasetType | undefined,
  recipe: Recipe,
  inputPath: string,
): Promise<DatasetType> => {
  if (given !== undefined) return given;
  const { manifestBeside } = await import('./direct/stage-input.ts');
  const type = recipe.type ?? (await manifestBeside(inputPath))['datasetType'];
  if (typeof type === 'string' && isDatasetType(type)) return type;
  const reason = `give --type, or a type in the recipe: ${datasetTypeIds.join(', ')}`;
  throw new SluiceError('ModelArts.72060001', { argument: 'type', reason });
};
