import { LANGUAGES } from '../../errors/table/index.ts';
import { DATASET_TYPES, datasetTypeIds, textTypeIds } from '../../model/dataset-type.ts';
import { describeOperator, type OperatorEntry } from '../../operators/catalogue.ts';
import type { Operator } from '../../operators/define-operator.ts';
import { inlineCode, markdownTable, visibleJson } from './markdown.ts';

/** The page of an operator: what it does, its parameters, its reasons, its tested examples. */
export const operatorPage = (operator: Operator): string => {
  const entry = describeOperator(operator);
  return [
    `# ${operator.name.en} · ${operator.name.zh}`,
    ...LANGUAGES.map((language) => operator.summary[language]),
    factTable(entry),
    '## Parameters',
    parameterTable(entry),
    '## Reasons',
    'What the report and the change log give as the reason of a hit:',
    markdownTable(
      ['reason', 'meaning'],
      Object.entries(entry.reasons).map(([reason, meaning]) => [inlineCode(reason), meaning]),
    ),
    '## Examples',
    ...entry.examples.map(exampleText),
  ].join('\n\n');
};

/** The table of all operators, each with a link to its page. */
export const operatorIndex = (operators: readonly Operator[]): string =>
  [
    '# Operators',
    'In the order in which people meet them. `sluice operators ID` shows a page on the terminal.',
    markdownTable(
      ['id', 'name', '名称', 'category', 'what it does'],
      operators.map(({ id, name, category, summary }) => [
        `[${id}](${id}.md)`,
        name.en,
        name.zh,
        category,
        summary.en,
      ]),
    ),
  ].join('\n\n');

const factTable = ({ id, version, category, granularity, types, source }: OperatorEntry): string =>
  markdownTable(
    ['id', 'version', 'category', 'granularity', 'data set types', 'source'],
    [[inlineCode(id), String(version), category, granularity, typeNames(types), source]],
  );

const typeNames = (types: OperatorEntry['types']): string => {
  if (types.length === datasetTypeIds.length) return 'all';
  return types === textTypeIds ? 'all text' : types.map((type) => DATASET_TYPES[type].name.en).join(', ');
};

const parameterTable = ({ params: { properties = {}, required = [] } }: OperatorEntry): string => {
  const rows = Object.entries(properties).map(([name, schema]) => {
    const { default: preset, description = '' } = typeof schema === 'object' ? schema : {};
    const isRequired = required.includes(name);
    const presetText = preset === undefined ? '' : inlineCode(visibleJson(preset));
    return [inlineCode(name), valuesOf(schema), isRequired ? 'required' : presetText, description];
  });
  return rows.length === 0 ? 'None.' : markdownTable(['parameter', 'values', 'default', 'meaning'], rows);
};

type Schema = NonNullable<OperatorEntry['params']['properties']>[string];

const valuesOf = (schema: Schema): string => {
  if (typeof schema === 'boolean') return 'any';
  const { type, items, enum: choices, unit } = schema;
  if (choices !== undefined) return choices.map((choice) => inlineCode(String(choice))).join(', ');
  if (type === 'array')
    return `list of ${typeof items === 'object' && !Array.isArray(items) ? valuesOf(items) : 'any'}`;
  return [type, rangeOf(schema), unit].filter((part) => typeof part === 'string' && part !== '').join(', ');
};

const rangeOf = ({ minimum, maximum, minLength, maxLength }: Exclude<Schema, boolean>): string => {
  // The largest exact integer is no bound that anyone chose.
  const largest = maximum === Number.MAX_SAFE_INTEGER ? undefined : maximum;
  const bounds = { '≥': minimum, '≤': largest, 'characters ≥': minLength, 'characters ≤': maxLength };
  return Object.entries(bounds)
    .flatMap(([sign, bound]) => (bound === undefined ? [] : [`${sign} ${bound}`]))
    .join(', ');
};

const exampleText = ({
  title,
  params,
  type,
  resources,
  input,
  output,
}: OperatorEntry['examples'][number]): string => {
  const facts = [
    ...(type === undefined ? [] : [`type ${inlineCode(type)}`]),
    ...(params === undefined ? [] : [`parameters ${inlineCode(visibleJson(params))}`]),
    ...(resources === undefined ? [] : [`loaded ${inlineCode(visibleJson(resources))}`]),
  ];
  return [
    `### ${title}`,
    ...(facts.length === 0 ? [] : [`With ${facts.join(', ')}:`]),
    jsonBlock(input),
    ...outcomeText(input, output),
  ].join('\n\n');
};

const outcomeText = (
  input: unknown,
  output: OperatorEntry['examples'][number]['output'],
): readonly string[] => {
  if (typeof output === 'object' && output !== null && 'dropped' in output) {
    return [`is dropped: ${inlineCode(String(output.dropped))}.`];
  }
  return visibleJson(input) === visibleJson(output) ? ['stays as it is.'] : ['becomes', jsonBlock(output)];
};

const jsonBlock = (value: unknown): string => `\`\`\`json\n${visibleJson(value)}\n\`\`\``;
