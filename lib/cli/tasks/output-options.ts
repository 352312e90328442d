import { type Command, InvalidArgumentError } from 'commander';

/** What the options say of the data set that a task makes; what they do not say is undefined. */
export interface OutputChoice {
  readonly output?: string;
  readonly publish?: boolean;
  readonly outputDescription?: string;
  readonly property?: Readonly<Record<string, string>>;
}

/** Adds the options that say what a task is to make (guide, table 4-6). */
export const withOutputOptions = (command: Command): Command =>
  command
    .option('--output <name>', 'data set to make')
    .option('--publish', 'the version goes online, as it does by default')
    .option('--no-publish', 'the version stays offline')
    .option('--output-description <text>', 'description of the data set')
    .option('--property <name=value>', 'property of the data set; can be given several times', addProperty);

const addProperty = (
  text: string,
  before: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> => {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('Write it NAME=VALUE.');
  return { ...before, [name]: value };
};

/** The output of a request's body; undefined when no option says anything of it. */
export const outputOf = ({
  output,
  publish,
  outputDescription,
  property,
}: OutputChoice): Readonly<Record<string, unknown>> | undefined => {
  const facts = { dataset: output, publish, description: outputDescription, properties: property };
  const given = Object.entries(facts).filter(([, value]) => value !== undefined);
  return given.length === 0 ? undefined : Object.fromEntries(given);
};
