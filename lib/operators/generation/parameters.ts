import * as z from 'zod';
import { SluiceError } from '../../errors/sluice-error.ts';
import { SCENARIO_FACTS, SCENARIOS, type Scenario } from './scenario.ts';

/** Limits of the specification: error codes ModelArts.72020118 to 72020125. */
const mostRecords = 100_000;
const mostConcurrency = 500;
const mostTargets = 20;
const samplesBelow = 20;

/** Hyperparameters that would make the answer something else than one text. */
const reserved = [
  'model',
  'messages',
  'prompt',
  'n',
  'stream',
  'stream_options',
  'response_format',
  'tools',
  'tool_choice',
  'functions',
  'function_call',
  'logprobs',
  'top_logprobs',
  'modalities',
  'audio',
];

const ranges: Readonly<Record<string, z.ZodType>> = {
  temperature: z.number().min(0).max(2),
  top_p: z.number().min(0).max(1),
  top_k: z.int().min(0),
  presence_penalty: z.number().min(-2).max(2),
  frequency_penalty: z.number().min(-2).max(2),
  seed: z.int(),
};
/** How long an answer may be: what is asked of the output. */
const outputRanges: Readonly<Record<string, z.ZodType>> = {
  max_tokens: z.int().min(1),
  max_completion_tokens: z.int().min(1),
};

const hyperparameters = z.record(z.string(), z.json()).superRefine((given, { addIssue }) => {
  for (const [name, value] of Object.entries(given)) {
    const isReserved = reserved.includes(name);
    const range = ranges[name] ?? outputRanges[name];
    const problem = isReserved
      ? 'the operator sets it itself'
      : range?.safeParse(value).error?.issues[0]?.message;
    if (problem === undefined) continue;
    addIssue({ code: 'custom', path: [name], message: `${name}: ${problem}`, input: value });
  }
});

const sample = z.union([
  z.string().min(1),
  z.strictObject({ context: z.string().min(1), target: z.string().min(1) }),
]);

export const generationParams = z
  .strictObject({
    scenario: z
      .enum(SCENARIOS)
      .describe(
        'What is generated: pairs from a text (pre-trained text), or of a Q&A pair similar ones, the same in a role, an easier or a harder one (single-turn Q&A)',
      ),
    model: z.string().trim().min(1).describe('Model that writes; one that the deployment may ask'),
    hyperparameters: hyperparameters
      .default({})
      .describe(
        'Passed on to the model: temperature, top_p, max_tokens, presence_penalty, frequency_penalty, seed, stop and whatever else it knows',
      ),
    record_num: z
      .int()
      .min(1)
      .max(mostRecords)
      .default(mostRecords)
      .describe('Records that a run makes at most')
      .meta({ unit: 'records' }),
    concurrency: z
      .int()
      .min(1)
      .max(mostConcurrency)
      .default(10)
      .describe('Requests that a run has under way at once')
      .meta({ unit: 'requests' }),
    target_num: z
      .int()
      .nullable()
      .default(null)
      .describe(
        'Pairs of each record: 2 to 20 from a text and of similar ones, 2 by default; 1 where a pair is rewritten',
      )
      .meta({ unit: 'pairs' }),
    sample_input: z
      .array(sample)
      .max(samplesBelow - 1)
      .default([])
      .describe('Pairs whose style is to be followed, as {"context", "target"} or as text; fewer than 20'),
    personas: z
      .array(z.string().trim().min(1).max(1000))
      .max(100)
      .default([])
      .describe(
        'Roles for `persona-qa`, one for each record, chosen by its content; a list of our own by default',
      ),
    language: z
      .enum(['auto', 'zh', 'en'])
      .default('auto')
      .describe("Language of the pairs; that of the record's text by default"),
    retries: z
      .int()
      .min(0)
      .max(5)
      .default(2)
      .describe('How often the model is asked again where its answer can’t be used')
      .meta({ unit: 'times' }),
    max_tokens_total: z
      .int()
      .min(0)
      .default(0)
      .describe('Tokens that a run may use, those in and those out; 0 for any number')
      .meta({ unit: 'tokens' }),
    batch: z
      .boolean()
      .default(false)
      .describe(
        'Whether first questions are asked by the batch interface of the provider: for less, and answered within a day',
      ),
    keep_fields: z.boolean().default(true).describe('Whether the fields of the record stay beside the pair'),
  })
  .superRefine(({ scenario, target_num: targets, personas }, { addIssue }) => {
    if (targets !== null && !isTargetCount(scenario, targets)) {
      addIssue({ code: 'custom', path: ['target_num'], message: targetRule(scenario), input: targets });
    }
    if (personas.length > 0 && scenario !== 'persona-qa') {
      const message = `${scenario} has no roles`;
      addIssue({ code: 'custom', path: ['personas'], message, input: personas });
    }
  });

export type GenerationParams = z.output<typeof generationParams>;

const isTargetCount = (scenario: Scenario, count: number): boolean =>
  SCENARIO_FACTS[scenario].makesSeveral ? count >= 2 && count <= mostTargets : count === 1;

const targetRule = (scenario: Scenario): string =>
  SCENARIO_FACTS[scenario].makesSeveral
    ? `${scenario} makes 2 to ${mostTargets} pairs of a record`
    : `${scenario} makes one pair of a record`;

/** The specification's error for what is wrong with a parameter; undefined for one that the operator does not have. */
export const refuseParameter = (
  { code, path, message }: z.core.$ZodIssue,
  given: Readonly<Record<string, unknown>>,
): SluiceError | undefined => {
  if (code === 'unrecognized_keys' && path.length === 0) return undefined;
  const [parameter] = path;
  const details = { operator: 'data-generation', parameter: path.map(String).join('.'), reason: message };
  switch (parameter) {
    case 'record_num':
      return new SluiceError('ModelArts.72020118', details);
    case 'concurrency':
      return new SluiceError('ModelArts.72020119', details);
    case 'target_num':
      return new SluiceError(
        makesOne(given['scenario']) ? 'ModelArts.72020121' : 'ModelArts.72020120',
        details,
      );
    case 'model':
      return new SluiceError('ModelArts.72020124', details);
    case 'sample_input':
      return new SluiceError(code === 'too_big' ? 'ModelArts.72020125' : 'ModelArts.72020123', details);
    case 'hyperparameters':
      return new SluiceError(isAboutOutput(path[1]) ? 'ModelArts.72020122' : 'ModelArts.72020123', details);
    default:
      return new SluiceError('ModelArts.72020123', details);
  }
};

const makesOne = (scenario: unknown): boolean =>
  SCENARIOS.some((known) => known === scenario && !SCENARIO_FACTS[known].makesSeveral);

const isAboutOutput = (name: PropertyKey | undefined): boolean =>
  reserved.includes(String(name)) || Object.hasOwn(outputRanges, String(name));
