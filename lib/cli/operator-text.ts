import type { OperatorEntry } from '../operators/catalogue.ts';
import { formatFacts, formatTable } from './terminal/format-table.ts';

/** All that a person needs to use an operator: what it does, its parameters, its reasons and an example. */
export const operatorText = (operator: OperatorEntry): string => {
  const { id, version, name, summary, source, category, granularity } = operator;
  const types = operator.types.join(', ');
  const head = formatFacts({ id, version, name, summary, source, category, granularity, types });
  return [head, parameterTable(operator), reasonTable(operator), exampleText(operator)]
    .filter((part) => part !== '')
    .join('\n');
};

const parameterTable = ({ params: { properties = {}, required = [] } }: OperatorEntry): string => {
  const rows = Object.entries(properties).flatMap(([name, schema]) =>
    typeof schema === 'object' ? [{ name, schema, isRequired: required.includes(name) }] : [],
  );
  if (rows.length === 0) return '';
  return formatTable(rows, [
    { title: 'PARAMETER', value: ({ name }) => name },
    { title: 'KIND', value: ({ schema }) => kindOf(schema) },
    {
      title: 'DEFAULT',
      value: ({ schema, isRequired }) => (isRequired ? 'required' : JSON.stringify(schema.default)),
    },
    { title: 'MEANING', value: ({ schema }) => schema.description },
  ]);
};

/** What a parameter's schema says of its values, of which it always has one of these. */
type Schema = OperatorEntry['params'];

const kindOf = (schema: Schema): string => {
  const { type, minimum, maximum, items } = schema;
  if (schema.enum !== undefined) return schema.enum.join(' | ');
  if (type === 'array' && typeof items === 'object' && !Array.isArray(items))
    return `list of ${kindOf(items)}`;
  if (type !== 'integer' && type !== 'number') return String(type ?? 'any');
  // What JSON Schema calls the largest integer is no bound that anyone chose.
  const isBounded = (bound: number | undefined): boolean =>
    bound !== undefined && Math.abs(bound) !== Number.MAX_SAFE_INTEGER;
  return [
    type,
    ...(isBounded(minimum) ? [`≥ ${minimum}`] : []),
    ...(isBounded(maximum) ? [`≤ ${maximum}`] : []),
  ].join(' ');
};

const reasonTable = ({ reasons }: OperatorEntry): string =>
  Object.keys(reasons).length === 0
    ? ''
    : formatTable(Object.entries(reasons), [
        { title: 'REASON', value: ([reason]) => reason },
        { title: 'MEANING', value: ([, meaning]) => meaning },
      ]);

const exampleText = ({ examples: [example] }: OperatorEntry): string =>
  example === undefined
    ? ''
    : formatFacts({
        example: example.title,
        parameters: example.params === undefined ? undefined : JSON.stringify(example.params),
        input: JSON.stringify(example.input),
        output: JSON.stringify(example.output),
      });
