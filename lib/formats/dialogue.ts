import { SluiceError } from '../errors/sluice-error.ts';
import type { DatasetType, Shape } from '../model/dataset-type.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { isMultiTurn, isPersona } from './dialogue-type.ts';
import { answerKey, isArray, isObject, personaKey } from './recognize-shape.ts';

/** What a Q&A record says, whatever its shape. */
export interface Dialogue {
  readonly system: JsonValue | undefined;
  readonly turns: readonly Turn[];
  /** The keys that the shape gives no meaning. */
  readonly extras: JsonObject;
}

interface Turn {
  readonly context: JsonValue;
  readonly target: JsonValue;
}

/** Reads a valid record. Of ShareGPT, an observation counts as a question and a function call as an answer. */
export const readDialogue = (value: JsonValue, type: DatasetType, shape: Shape): Dialogue => {
  if (shape === 'platform')
    return isArray(value) ? readPlatformTurns(value, type) : readPlatformPair(value, type);
  if (!isObject(value)) throw wrongShape();
  return shape === 'alpaca' ? readAlpaca(value, type) : readShareGpt(value, type);
};

/** Writes a dialogue in a shape; extra keys go along where the shape is an object. */
export const writeDialogue = (dialogue: Dialogue, type: DatasetType, shape: Shape): JsonValue => {
  if (shape === 'sharegpt') return writeShareGpt(dialogue, type);
  if (shape === 'alpaca') return writeAlpaca(dialogue, type);
  return isMultiTurn(type) ? writePlatformTurns(dialogue) : writePlatformPair(dialogue);
};

const wrongShape = (): SluiceError => new SluiceError('ModelArts.72060009', { reason: 'wrong_shape' });

/** A non-persona record's system prompt is an extra key: the type gives it no meaning. */
const withoutSystem = (record: JsonObject, key: 'system' | 'system_prompt', type: DatasetType) => {
  if (!isPersona(type)) return { system: undefined, rest: record };
  const { [key]: system, ...rest } = record;
  return { system, rest };
};

const readPlatformPair = (value: JsonValue, type: DatasetType): Dialogue => {
  if (!isObject(value) || isMultiTurn(type)) throw wrongShape();
  const { system, rest } = withoutSystem(value, 'system', type);
  const { context = '', target = '', ...extras } = rest;
  return { system, turns: [{ context, target }], extras };
};

const readPlatformTurns = (value: readonly JsonValue[], type: DatasetType): Dialogue => {
  const [first, ...others] = value.filter(isObject);
  if (first === undefined || !isMultiTurn(type)) throw wrongShape();
  const isFirstSystem = isPersona(type);
  const turns = (isFirstSystem ? others : [first, ...others]).map(turnOf);
  return { system: isFirstSystem ? systemOf(first) : undefined, turns, extras: {} };
};

const turnOf = ({ context = '', target = '' }: JsonObject): Turn => ({ context, target });

const systemOf = (first: JsonObject): JsonValue | undefined => first['system'] ?? first['system_prompt'];

const readAlpaca = (record: JsonObject, type: DatasetType): Dialogue => {
  const { system, rest } = withoutSystem(record, 'system', type);
  const { instruction = '', input, [answerKey(record)]: output = '', ...others } = rest;
  const hasInput = typeof input === 'string' && input !== '';
  const last = { context: hasInput ? `${String(instruction)}\n${input}` : instruction, target: output };
  if (!isMultiTurn(type)) return { system, turns: [last], extras: others };
  const { history, ...extras } = others;
  return { system, turns: [...historyTurns(history), last], extras };
};

const historyTurns = (history: JsonValue | undefined): readonly Turn[] =>
  isArray(history) ? history.filter(isArray).map(([context = '', target = '']) => ({ context, target })) : [];

const readShareGpt = (record: JsonObject, type: DatasetType): Dialogue => {
  const { system, rest } = withoutSystem(record, personaKey(record), type);
  const { conversations, ...extras } = rest;
  if (!isArray(conversations)) throw wrongShape();
  const values = conversations.map((turn) => (isObject(turn) ? (turn['value'] ?? '') : ''));
  const turns: Turn[] = [];
  for (let index = 0; index < values.length; index += 2) {
    turns.push({ context: values[index] ?? '', target: values[index + 1] ?? '' });
  }
  return { system, turns, extras };
};

const writePlatformPair = ({ system, turns, extras }: Dialogue): JsonValue => {
  const { context, target } = turns[0] ?? emptyTurn;
  return withExtras({ ...systemEntry('system', system), context, target }, extras);
};

const writePlatformTurns = ({ system, turns }: Dialogue): JsonValue =>
  system === undefined ? turns.map(turnEntry) : [{ system }, ...turns.map(turnEntry)];

const turnEntry = ({ context, target }: Turn): JsonObject => ({ context, target });

const writeAlpaca = ({ system, turns, extras }: Dialogue, type: DatasetType): JsonValue => {
  const { context, target } = turns.at(-1) ?? emptyTurn;
  const pair = { ...systemEntry('system', system), instruction: context, input: '', output: target };
  if (!isMultiTurn(type)) return withExtras(pair, extras);
  const history = turns.slice(0, -1).map((turn) => [turn.context, turn.target]);
  return withExtras({ ...pair, history }, extras);
};

const writeShareGpt = ({ system, turns, extras }: Dialogue, type: DatasetType): JsonValue => {
  const conversations = turns.flatMap(({ context, target }) => [
    { from: 'human', value: context },
    { from: 'gpt', value: target },
  ]);
  const persona = systemEntry(isPersona(type) ? 'system_prompt' : 'system', system);
  return withExtras({ ...persona, conversations }, extras);
};

const emptyTurn: Turn = { context: '', target: '' };

const systemEntry = (key: string, system: JsonValue | undefined): JsonObject =>
  system === undefined ? {} : { [key]: system };

/** Extra keys come last and give way: a key that means something in the new shape is not theirs to set. */
const withExtras = (record: JsonObject, extras: JsonObject): JsonObject => ({
  ...record,
  ...extras,
  ...record,
});
