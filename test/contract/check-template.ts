import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';
import type { PropertyType, ResourceProperties, SpecDatabase } from '@aws-cdk/service-spec-types';

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, unknown>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
}

export interface TemplateResource {
  readonly Type: string;
  // Properties are as many as resource types; the checks below are what says how they look.
  readonly Properties: Record<string, unknown>;
  readonly [attribute: string]: unknown;
}

/** Everything in a CloudFormation template that breaks the published resource schemas, or refers to what is not there. */
export const checkTemplate = (template: Template): readonly string[] => {
  const database = loadAwsServiceSpecSync();
  return [
    ...Object.entries(template.Resources).flatMap(([id, resource]) => checkResource(database, id, resource)),
    ...checkReferences(database, template),
  ];
};

const checkResource = (database: SpecDatabase, id: string, { Type, Properties = {} }: TemplateResource) => {
  const [schema] = database.lookup('resource', 'cloudFormationType', 'equals', Type);
  return schema === undefined
    ? [`${id}: unknown type ${Type}`]
    : checkProperties({ database, path: id }, Properties, schema.properties);
};

interface Place {
  readonly database: SpecDatabase;
  readonly path: string;
}

const checkProperties = (
  { database, path }: Place,
  value: unknown,
  schema: ResourceProperties,
): readonly string[] => {
  if (!isObject(value)) return [`${path}: expected an object`];
  const unknown = Object.keys(value).filter((name) => schema[name] === undefined);
  const missing = Object.keys(schema).filter(
    (name) => schema[name]?.required === true && value[name] === undefined,
  );
  return [
    ...unknown.map((name) => `${path}.${name}: unknown property`),
    ...missing.map((name) => `${path}.${name}: required`),
    ...Object.entries(value).flatMap(([name, property]) => {
      const type = schema[name]?.type;
      return type === undefined ? [] : checkValue({ database, path: `${path}.${name}` }, property, type);
    }),
  ];
};

const checkValue = (place: Place, value: unknown, type: PropertyType): readonly string[] => {
  if (isIntrinsic(value)) return [];
  const { path, database } = place;
  switch (type.type) {
    case 'string':
      return ['string', 'number', 'boolean'].includes(typeof value) ? [] : [`${path}: expected a string`];
    case 'number':
    case 'integer':
      return Number.isNaN(Number(value)) ? [`${path}: expected a number`] : [];
    case 'boolean':
      return [true, false, 'true', 'false'].includes(value as boolean) ? [] : [`${path}: expected a boolean`]; // any value may be asked for
    case 'array':
      return Array.isArray(value)
        ? value.flatMap((item, index) =>
            checkValue({ database, path: `${path}[${index}]` }, item, type.element),
          )
        : [`${path}: expected an array`];
    case 'map':
      return isObject(value)
        ? Object.entries(value).flatMap(([key, item]) =>
            checkValue({ database, path: `${path}.${key}` }, item, type.element),
          )
        : [`${path}: expected a map`];
    case 'ref':
      return checkProperties(place, value, database.get('typeDefinition', type.reference.$ref).properties);
    case 'union': {
      const outcomes = type.types.map((option) => checkValue(place, value, option));
      return outcomes.some((problems) => problems.length === 0) ? [] : (outcomes[0] ?? []);
    }
    default:
      return [];
  }
};

/** References to logical ids and attributes that do not exist. */
const checkReferences = (database: SpecDatabase, template: Template): readonly string[] => {
  const isKnown = (id: string): boolean =>
    id.startsWith('AWS::') || id in template.Resources || id in (template.Parameters ?? {});
  const visit = (value: unknown, path: string): readonly string[] => {
    if (Array.isArray(value)) return value.flatMap((item, index) => visit(item, `${path}[${index}]`));
    if (!isObject(value)) return [];
    const { Ref: reference, 'Fn::GetAtt': attribute, 'Fn::If': choice } = value;
    return [
      ...(typeof reference === 'string' && !isKnown(reference) ? [`${path}: no resource ${reference}`] : []),
      ...(Array.isArray(choice) ? checkCondition(template, { name: choice[0], path }) : []),
      ...(attribute === undefined ? [] : checkAttribute(database, template, { attribute, path })),
      ...Object.entries(value).flatMap(([key, item]) => visit(item, `${path}.${key}`)),
    ];
  };
  const conditions = Object.entries(template.Resources).flatMap(([id, { Condition: name }]) =>
    name === undefined ? [] : checkCondition(template, { name, path: `Resources.${id}` }),
  );
  return [...visit(template.Resources, 'Resources'), ...visit(template.Outputs, 'Outputs'), ...conditions];
};

const checkCondition = (
  { Conditions = {} }: Template,
  { name, path }: { readonly name: unknown; readonly path: string },
): readonly string[] => (String(name) in Conditions ? [] : [`${path}: no condition ${String(name)}`]);

const checkAttribute = (
  database: SpecDatabase,
  { Resources }: Template,
  { attribute, path }: { readonly attribute: unknown; readonly path: string },
): readonly string[] => {
  const [id = '', ...rest] = Array.isArray(attribute) ? attribute.map(String) : String(attribute).split('.');
  const type = Resources[id]?.Type;
  if (type === undefined) return [`${path}: no resource ${id}`];
  const [schema] = database.lookup('resource', 'cloudFormationType', 'equals', type);
  const name = rest.join('.');
  const isThere = schema?.attributes[name] !== undefined || schema?.properties[name] !== undefined;
  return isThere ? [] : [`${path}: ${type} has no attribute ${name}`];
};

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isIntrinsic = (value: unknown): boolean => {
  const [key, ...others] = isObject(value) ? Object.keys(value) : [];
  return key !== undefined && others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
};
