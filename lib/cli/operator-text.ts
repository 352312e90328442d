import * as z from 'zod';
import type { Language } from '../errors/table/index.ts';
import type { Operator } from '../operators/define-operator.ts';
import { formatFacts, formatTable } from './terminal/format-table.ts';

/** All that a person needs to use an operator: what it does, its parameters, its reasons and an example. */
export const operatorText = (operator: Operator, language: Language): string => {
  const { id, version, name, summary, source, category, granularity, types } = operator;
  const head = formatFacts({
    id,
    version,
    name: name[language],
    summary: summary[language],
    source,
    category,
    granularity,
    types: types.join(', '),
  });
  return [head, parameterTable(operator), reasonTable(operator), exampleText(operator)]
    .filter((part) => part !== '')
    .join('\n');
};

const parameterTable = ({ params }: Operator): string => {
  const { properties = {}, required = [] } = z.toJSONSchema(params, { io: 'input', unrepresentable: 'any' });
  const rows = Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === 'object' ? [{ name, schema, isRequired: required.includes(name) }] : [],
  );
  if (rows.length === 0) return '';
  return formatTable(rows, [
    { title: 'PARAMETER', value: ({ name }) => name },
    { title: 'KIND', value: ({ schema }) => kindOf(schema) },
    { title: 'DEFAULT', value: ({ schema, isRequired }) => (isRequired ? 'required' : JSON.stringify(schema.default)) },
    { title: 'MEANING', value: ({ schema }) => schema.description },
  ]);
};

type Schema = Pick<z.core.JSONSchema.BaseSchema, 'type' | 'enum' | 'items' | 'minimum' | 'maximum'>;

const kindOf = (schema: Schema): string => {
  const { type, minimum, maximum, items } = schema;
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  if (type === 'array' && typeof items === 'object' && !Array.isArray(items)) return `list of ${kindOf(items)}`;
  if (type !== 'integer' && type !== 'number') return type ?? 'any';
  const bounds = [
    ...(minimum === undefined ? [] : [`≥ ${minimum}`]),
    // What JSON Schema calls the largest integer is no bound that anyone chose.
    ...(maximum === undefined || maximum === Number.MAX_SAFE_INTEGER ? [] : [`≤ ${maximum}`]),
  ];
  return [type, ...bounds].join(' ');
};

const reasonTable = ({ reasons }: Operator): string =>
  Object.keys(reasons).length === 0
    ? ''
    : formatTable(Object.entries(reasons), [
        { title: 'REASON', value: ([reason]) => reason },
        { title: 'MEANING', value: ([, meaning]) => meaning },
      ]);

const exampleText = ({ examples: [example] }: Operator): string =>
  example === undefined
    ? ''
    : formatFacts({
        example: example.title,
        ...(example.params === undefined ? {} : { parameters: JSON.stringify(example.params) }),
        input: JSON.stringify(example.input),
        output: JSON.stringify(example.output),
      });
