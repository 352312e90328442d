import { manifestError } from './manifest-error.ts';

/**
 * The service file without what its conditions leave out: resources whose condition does not hold, and the branches of
 * `Fn::If` that are not taken.
 *
 * @throws SluiceError ModelArts.72060001 for a condition that is not there or cannot be played
 */
export const resolveConditions = (template: unknown): unknown => {
  if (!isObject(template) || !isObject(template['resources'])) return template;
  const { Conditions: conditions = {}, ...resources } = template['resources'];
  const holds = conditionsOf(isObject(conditions) ? conditions : {});
  const kept = isObject(resources['Resources'])
    ? { ...resources, Resources: keptResources(resources['Resources'], holds) }
    : resources;
  return chosen({ ...template, resources: kept }, holds);
};

type Holds = (name: unknown) => boolean;

const place = (name: unknown): string => `resources.Conditions.${String(name)}`;

const conditionsOf = (conditions: Readonly<Record<string, unknown>>): Holds => {
  const holds = (name: unknown): boolean => {
    const condition = conditions[String(name)];
    if (condition === undefined) throw manifestError(place(name), 'there is no such condition');
    return evaluate(condition, String(name));
  };
  const evaluate = (condition: unknown, name: string): boolean => {
    const [[kind, operands] = ['', undefined]] = isObject(condition) ? Object.entries(condition) : [];
    if (kind === 'Condition') return holds(operands);
    if (!Array.isArray(operands)) throw manifestError(place(name), 'the local cloud cannot play this');
    const each = (): readonly boolean[] => operands.map((operand) => evaluate(operand, name));
    if (kind === 'Fn::And') return each().every(Boolean);
    if (kind === 'Fn::Or') return each().some(Boolean);
    if (kind === 'Fn::Not') return !each()[0];
    if (kind === 'Fn::Equals' && operands.every(isText)) return operands[0] === operands[1];
    throw manifestError(place(name), 'the local cloud cannot play this');
  };
  return holds;
};

const keptResources = (resources: Readonly<Record<string, unknown>>, holds: Holds) =>
  Object.fromEntries(
    Object.entries(resources).flatMap(([name, resource]) => {
      if (!isObject(resource) || resource['Condition'] === undefined) return [[name, resource]];
      const { Condition: condition, ...unconditional } = resource;
      return holds(condition) ? [[name, unconditional]] : [];
    }),
  );

const chosen = (value: unknown, holds: Holds): unknown => {
  if (Array.isArray(value)) return value.map((item) => chosen(item, holds));
  if (!isObject(value)) return value;
  const { 'Fn::If': branches } = value;
  if (Array.isArray(branches)) return chosen(holds(branches[0]) ? branches[1] : branches[2], holds);
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, chosen(item, holds)]));
};

const isText = (value: unknown): value is string => typeof value === 'string';

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
