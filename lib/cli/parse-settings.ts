import * as z from 'zod';
import { SluiceError } from '../errors/sluice-error.ts';
import type { JsonValue } from '../model/json.ts';

/**
 * An operator's parameters out of `KEY=VALUE` texts. A value is JSON where the parameter is no text, and else the text
 * itself; a list may be written `a,b`.
 * @throws SluiceError ModelArts.72060001 for a text without `=`
 */
export const parseSettings = (settings: readonly string[], params: z.ZodType): Record<string, JsonValue> => {
  const kinds = kindByParameter(params);
  return Object.fromEntries(
    settings.map((setting) => {
      const [, name, value] = /^([^=]+)=(.*)$/s.exec(setting) ?? [];
      if (name === undefined || value === undefined) {
        throw new SluiceError('ModelArts.72060001', { argument: '--set', reason: 'write it KEY=VALUE' });
      }
      return [name, parseValue(value, kinds.get(name))];
    }),
  );
};

const parseValue = (text: string, kind: string | undefined): JsonValue => {
  const json = jsonOf(text);
  if (kind === 'string') return typeof json === 'string' ? json : text;
  if (kind === 'array') return Array.isArray(json) ? json : text === '' ? [] : text.split(',').map(trimmed);
  return json ?? text;
};

const trimmed = (text: string): string => text.trim();

/** Undefined when the text is not JSON. */
const jsonOf = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** JSON Schema's `type` of each parameter that has a single one. */
const kindByParameter = (schema: z.ZodType): ReadonlyMap<string, string> => {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return new Map(
    Object.entries(properties).flatMap(([name, property]) =>
      typeof property === 'object' && typeof property.type === 'string' ? [[name, property.type]] : [],
    ),
  );
};
