import type { Shape } from '../model/dataset-type.ts';
import type { JsonValue } from '../model/json.ts';
import { readDialogue } from './dialogue.ts';
import { answerKey, isArray, isObject } from './recognize-shape.ts';
import type { ShapeCheck } from './shape-check.ts';

/** Checks that an answer of a valid record holds its thinking: of several turns, that at least one does. */
export const checkThinking = (value: JsonValue, { type, shape, note }: ShapeCheck): void => {
  if (type === 'pretrain') return;
  const { turns } = readDialogue(value, type, shape);
  if (turns.some(({ target }) => typeof target === 'string' && hasThinking(target))) return;
  note('missing_thinking', lastAnswerPath(value, shape));
};

const hasThinking = (answer: string): boolean => {
  const start = answer.indexOf('<think>');
  return start !== -1 && answer.includes('</think>', start);
};

const lastAnswerPath = (value: JsonValue, shape: Shape): string => {
  if (isArray(value)) return `[${value.length - 1}].target`;
  if (!isObject(value) || shape === 'platform') return 'target';
  if (shape === 'alpaca') return answerKey(value);
  const { conversations } = value;
  return `conversations[${isArray(conversations) ? conversations.length - 1 : 0}].value`;
};
