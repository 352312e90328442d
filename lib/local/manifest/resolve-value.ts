import { manifestError } from './manifest-error.ts';
import type { TemplateValue } from './service-manifest.ts';

/** Gives what a reference stands for; without an attribute, what `!Ref` gives. Undefined when there is none. */
export type FindReference = (resource: string, attribute?: string) => string | undefined;

/**
 * The text that a value of the template stands for.
 *
 * @throws SluiceError ModelArts.72060001
 */
export const resolveValue = (value: TemplateValue, find: FindReference): string => {
  const load: (resource: string, attribute?: string) => string = (resource, attribute) => {
    const found = find(resource, attribute);
    if (found === undefined)
      throw manifestError(
        [resource, attribute].filter(Boolean).join('.'),
        'nothing of this name can be referred to',
      );
    return found;
  };
  if (typeof value === 'string') return value;
  if ('Ref' in value) return load(value.Ref);
  if ('Fn::GetAtt' in value) return load(...value['Fn::GetAtt']);
  return value['Fn::Sub'].replace(
    /\$\{(!)?([^}]+)\}/g,
    (_, isLiteral: string | undefined, reference: string) => {
      if (isLiteral !== undefined) return `\${${reference}}`;
      const [resource = '', ...attribute] = reference.split('.');
      return attribute.length === 0 ? load(resource) : load(resource, attribute.join('.'));
    },
  );
};
