import type { Language } from '../errors/table/index.ts';
import { TEMPLATES, type Template } from '../model/templates.ts';

/** A template as people see it: with what keeps it from running, if anything does. */
export interface TemplateEntry extends Omit<Template, 'name'> {
  readonly name: string;
  readonly available: boolean;
  /** Its operators that this build does not have. */
  readonly missing: readonly string[];
}

/** All templates, of which those are available whose operators all exist. */
export const templateCatalogue = (
  language: Language,
  operatorById: Pick<ReadonlyMap<string, unknown>, 'has'>,
): readonly TemplateEntry[] =>
  TEMPLATES.map(({ id, name, types, operators }) => {
    const missing = operators.filter((operator) => !operatorById.has(operator));
    return { id, name: name[language], types, operators, available: missing.length === 0, missing };
  });
