import type * as z from 'zod';
import { SluiceError } from '../errors/sluice-error.ts';
import { DATASET_TYPES, type DatasetType, hasOneShape, type Shape } from '../model/dataset-type.ts';
import type { Recipe } from '../model/recipe.ts';
import { checkFields } from './check-fields.ts';
import { checkOrder } from './check-order.ts';
import {
  isBarrier,
  isDocumentOperator,
  isMediaOperator,
  isModelOperator,
  isRecordOperator,
  type Operator,
  type ResourceRequest,
} from './define-operator.ts';
import { endNode, type OUTPUT_FORMATS } from './end-node.ts';
import { operatorById } from './index.ts';
import { startNode } from './start-node.ts';

/** An operator of a recipe with its parameters, checked and complete. */
export interface ParsedStep {
  readonly operator: Operator;
  /** As the operator's own schema gives them. */
  readonly params: unknown;
  /** Texts to load before the operator is built. */
  readonly resources: readonly ResourceRequest[];
  /** The type of the records behind it. */
  readonly typeAfter: DatasetType;
}

/**
 * Checks a recipe for records of a type. `output_format` is short for an end node. With the shape of the source, a
 * conversion to that very shape is found out as well.
 * @throws SluiceError ModelArts.72020001 no such operator, 72020002 a required parameter is missing, 72090007 a parameter
 * is bad, 72020139 an operator cannot do the type, 72020087 the nodes are misplaced or the recipe does nothing,
 * and what building an operator throws, such as 72020057
 */
export const parseRecipe = (
  recipe: Recipe,
  type: DatasetType,
  source?: Shape | 'mixed',
): readonly ParsedStep[] => {
  const steps = parseSteps(withEndNode(recipe), type);
  checkOrder(steps.map(({ operator }) => operator));
  checkForm(steps);
  checkFields(steps, type, source);
  if (isIdle(steps, type, source)) {
    throw new SluiceError('ModelArts.72020087', {
      reason: 'the recipe does nothing: its output is its input',
    });
  }
  return steps;
};

/** The type of the records that a recipe makes of a type. */
export const typeBehind = (steps: readonly ParsedStep[], type: DatasetType): DatasetType =>
  steps.at(-1)?.typeAfter ?? type;

type RecipeStep = Recipe['operators'][number];

const withEndNode = ({ operators, output_format: chosen }: Recipe): readonly RecipeStep[] => {
  if (chosen === undefined) return operators;
  const last = operators.at(-1);
  if (last?.id !== endNode.id) return [...operators, { id: endNode.id, params: { output_format: chosen } }];
  const { output_format: own = chosen } = last.params;
  if (own !== chosen) {
    throw badParameter(endNode.id, 'output_format', `the recipe says ${chosen}, its end node another format`);
  }
  return [...operators.slice(0, -1), { id: endNode.id, params: { ...last.params, output_format: chosen } }];
};

const parseSteps = (steps: readonly RecipeStep[], type: DatasetType): readonly ParsedStep[] => {
  let before = type;
  return steps.map((step) => {
    const parsed = parseStep(step, before);
    before = parsed.typeAfter;
    return parsed;
  });
};

const parseStep = ({ id, params: given }: RecipeStep, type: DatasetType): ParsedStep => {
  const operator = operatorById.get(id);
  if (operator === undefined) throw new SluiceError('ModelArts.72020001', { operator: id });
  if (!operator.types.includes(type)) {
    throw new SluiceError('ModelArts.72020139', { type, supported: operator.types.join(', '), operator: id });
  }
  const result = operator.params.safeParse(given);
  if (!result.success) {
    const [issue] = result.error.issues;
    const refusal = issue === undefined ? undefined : operator.refuse?.(issue, given);
    throw refusal ?? parameterError(id, result.error, given);
  }
  const resources = operator.resources?.(result.data) ?? [];
  // Built for nothing, where nothing must be loaded first: what only building finds out, such as a dangerous pattern,
  // is to refuse the recipe and not to fail its run.
  if (resources.length === 0) build(operator, result.data);
  const typeAfter = operator.typeAfter?.(type, result.data) ?? type;
  return { operator, params: result.data, resources, typeAfter };
};

const build = (operator: Operator, params: unknown): unknown => {
  if (isRecordOperator(operator)) return operator.create(params, new Map());
  if (isBarrier(operator)) return operator.createBarrier(params, new Map());
  // Whether there are models, only the deployment that does the work can say.
  if (isModelOperator(operator)) return undefined;
  if (isDocumentOperator(operator)) return operator.createDocument(params);
  return isMediaOperator(operator) ? operator.createMedia(params) : operator.createMediaBarrier(params);
};

const parameterError = (
  operator: string,
  { issues }: z.ZodError,
  given: RecipeStep['params'],
): SluiceError => {
  const [issue] = issues;
  const [name = ''] = issue?.path ?? [];
  if (issue?.code === 'unrecognized_keys') {
    return badParameter(operator, issue.keys.join(', '), 'the operator has no such parameter');
  }
  if (issue?.code === 'invalid_type' && given[String(name)] === undefined) {
    return new SluiceError('ModelArts.72020002', { operator, parameter: String(name) });
  }
  return badParameter(operator, pathText(issue?.path ?? []), issue?.message ?? 'it is invalid');
};

const badParameter = (operator: string, parameter: string, reason: string): SluiceError =>
  new SluiceError('ModelArts.72090007', { parameter, reason, operator });

const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((key, depth) => (typeof key === 'number' ? `[${key}]` : `${depth > 0 ? '.' : ''}${String(key)}`))
    .join('');

const checkForm = (steps: readonly ParsedStep[]): void => {
  const last = steps.at(-1);
  if (last?.operator.id !== endNode.id) return;
  const type = last.typeAfter;
  const { output_format: chosen } = endNode.params.parse(last.params);
  const shapes: readonly string[] = ['same-as-input', ...DATASET_TYPES[type].shapes];
  if (shapes.includes(chosen)) return;
  const reason = `records of type ${type} have no such form: ${shapes.join(', ')}`;
  throw badParameter(endNode.id, 'output_format', reason);
};

/** Nodes with nothing between them are a conversion, and nothing at all when the form stays the same. */
const isIdle = (
  steps: readonly ParsedStep[],
  type: DatasetType,
  source: Shape | 'mixed' | undefined,
): boolean => {
  if (steps.some(({ operator: { id } }) => id !== startNode.id && id !== endNode.id)) return false;
  const written = writtenForm(steps);
  return hasOneShape(type) || written === 'same-as-input' || written === source;
};

/** The form that nodes alone make of every record. */
const writtenForm = (nodes: readonly ParsedStep[]): (typeof OUTPUT_FORMATS)[number] => {
  const last = nodes.at(-1);
  // The start node makes platform records of all, which nothing turns back when there is no end node.
  if (last?.operator.id !== endNode.id) return 'platform';
  return endNode.params.parse(last.params).output_format;
};
