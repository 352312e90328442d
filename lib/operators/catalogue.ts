import * as z from 'zod';
import type { Language } from '../errors/table/index.ts';
import type { Operator } from './define-operator.ts';
import { OPERATORS } from './index.ts';

/**
 * The operators for people and programs, in the order in which people meet them; plain JSON. `params` is the JSON Schema
 * of what a recipe may give. Names and summaries are in the language, the rest is English.
 */
export const operatorCatalogue = (language: Language = 'en') =>
  OPERATORS.map((operator) => describeOperator(operator, language));

export type OperatorEntry = ReturnType<typeof describeOperator>;

/** The catalogue entry of one operator. */
export const describeOperator = (operator: Operator, language: Language = 'en') => {
  const { id, version, name, summary, category, granularity, types, params, reasons, examples, source } =
    operator;
  return {
    id,
    version,
    name: name[language],
    summary: summary[language],
    category,
    granularity,
    types,
    params: parameterSchema(params),
    reasons,
    examples,
    source,
  };
};

const parameterSchema = (params: z.ZodType): z.core.JSONSchema.BaseSchema => {
  const { $schema, ...schema } = z.toJSONSchema(params, { io: 'input' });
  return schema;
};
