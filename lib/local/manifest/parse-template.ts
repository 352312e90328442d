import { parseDocument, type ScalarTag } from 'yaml';
import { manifestError, manifestPath } from './manifest-error.ts';

/** What `${sls:…}`, `${opt:…}` and `${param:…}` stand for. */
export interface TemplateOptions {
  readonly stage: string;
  /** Absent: the service file's own default. */
  readonly region?: string | undefined;
  /** Parameters of the deployment that are not to have their defaults. */
  readonly params?: Readonly<Record<string, string | undefined>>;
}

/**
 * The service file as plain data: anchors and variables resolved, `!Ref X`, `!GetAtt X.Y` and `!Sub '…'` in their
 * long forms.
 *
 * @throws SluiceError ModelArts.72060001
 */
export const parseTemplate = (yamlText: string, options: TemplateOptions): unknown => {
  const document = parseDocument(yamlText, { merge: true, customTags: [refTag, getAttTag, subTag] });
  // A tag that nothing resolves is only a warning of the parser, yet its value would be played as a text.
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    throw manifestError(
      `line ${problem.linePos?.[0].line ?? '?'}`,
      problem.message.split('\n')[0] ?? problem.code,
    );
  }
  return resolveVariables(document.toJS(), [], options);
};

const refTag: ScalarTag = { tag: '!Ref', resolve: (name) => ({ Ref: name }) };
const getAttTag: ScalarTag = {
  tag: '!GetAtt',
  resolve: (text) => {
    const dot = text.indexOf('.');
    return { 'Fn::GetAtt': [text.slice(0, dot), text.slice(dot + 1)] };
  },
};
const subTag: ScalarTag = { tag: '!Sub', resolve: (text) => ({ 'Fn::Sub': text }) };

const resolveVariables = (
  value: unknown,
  path: readonly PropertyKey[],
  options: TemplateOptions,
): unknown => {
  if (typeof value === 'string') return resolveText(value, path, options);
  if (Array.isArray(value))
    return value.map((item, index) => resolveVariables(item, [...path, index], options));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, resolveVariables(item, [...path, key], options)]),
  );
};

/** Variables have a source before a colon; `${Name}` and `${AWS::Region}` are `!Sub`'s and stay. */
const variable = /\$\{([a-z]\w*):(?!:)([^}]*)\}/g;

const resolveText = (text: string, path: readonly PropertyKey[], options: TemplateOptions): string =>
  text.replace(variable, (whole, source: string, rest: string) => {
    const { name = '', fallback } =
      /^(?<name>[\w.-]+)(?:\s*,\s*'(?<fallback>[^']*)')?$/.exec(rest.trim())?.groups ?? {};
    const valueByName: Record<string, string | undefined> = {
      'sls:stage': options.stage,
      'opt:stage': options.stage,
      'opt:region': options.region,
      [`param:${name}`]: options.params?.[name],
    };
    const hasFallback = source === 'opt' || source === 'param';
    const known = valueByName[`${source}:${name}`] ?? (hasFallback ? fallback : undefined);
    if (known === undefined)
      throw manifestError(manifestPath(path), `the local cloud cannot resolve ${whole}`);
    return known;
  });
