import { SluiceError } from '../errors/sluice-error.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { Reference } from '../model/run-spec.ts';
import { isBarrier } from '../operators/define-operator.ts';
import type { ParsedStep } from '../operators/parse-recipe.ts';
import { loadUsableSource, type SourcePorts } from './load-source.ts';

/**
 * The earlier data sets that the operators of a recipe compare records with, at the newest version where none is named.
 * @throws SluiceError ModelArts.72010003 when there is no such data set, 72020022 when it can't be read, 72020139 when the
 * operator can't do its type
 */
export const resolveReferences = async (
  ports: SourcePorts,
  workspace: string,
  steps: readonly ParsedStep[],
): Promise<readonly Reference[]> => {
  const references: Reference[] = [];
  for (const [step, { operator, params }] of steps.entries()) {
    const against = isBarrier(operator) ? operator.against?.(params) : undefined;
    if (against === undefined) continue;
    const [name = '', wanted] = against.split('@');
    const { dataset, version, type, recordCount, sizeBytes } = await loadUsableSource(ports, workspace, {
      dataset: name,
      ...(wanted === undefined ? {} : { version: Number(wanted) }),
    });
    if (!operator.types.includes(type)) {
      const supported = operator.types.join(', ');
      throw new SluiceError('ModelArts.72020139', { type, supported, operator: operator.id });
    }
    const manifestKey = objectKeys.datasetManifest(workspace, dataset.id, version);
    references.push({ step, dataset: dataset.id, version, manifestKey, sizeBytes, recordCount });
  }
  return references;
};
