import type { JsonObject, JsonValue } from '../model/json.ts';
import { isMultiTurn, isPersona } from './dialogue-type.ts';
import { allowText, type Note, requireText, textFault } from './field-faults.ts';
import { isArray, isObject, personaKey } from './recognize-shape.ts';
import type { ShapeCheck } from './shape-check.ts';
import { isFunctionCall } from './text-slots.ts';

/** Checks `{system_prompt?, system?, tools?, conversations: [{from, value}, …]}`. Source: guide, section 2.5. */
export const checkShareGpt = (record: JsonObject, { type, note }: ShapeCheck): void => {
  if (isPersona(type)) requireText(record, personaKey(record), note);
  else allowText(record, 'system', note);
  allowText(record, 'tools', note);
  const { conversations = null } = record;
  if (conversations === null) note('missing_field', 'conversations');
  else if (!isArray(conversations)) note('wrong_type', 'conversations');
  else if (conversations.length === 0) note('empty_field', 'conversations');
  else if (!isMultiTurn(type) && conversations.length > 2) note('wrong_shape', 'conversations');
  else checkTurns(conversations, note);
};

const checkTurns = (turns: readonly JsonValue[], note: Note): void => {
  let isInOrder = true;
  for (const [index, turn] of turns.entries()) {
    if (!isObject(turn)) {
      note('not_an_object', `conversations[${index}]`);
      continue;
    }
    const fault = roleFault(turn['from'], index);
    // One turn too many or too few puts all that follow out of order: said once.
    if (fault !== undefined && (fault !== 'role_order' || isInOrder))
      note(fault, `conversations[${index}].from`);
    if (fault === 'role_order') isInOrder = false;
    const textIssue = textFault(turn['value']);
    if (textIssue !== undefined) note(textIssue, `conversations[${index}].value`);
  }
  const last = turns.length - 1;
  if (isInOrder && last % 2 === 0) note('role_order', `conversations[${last}].from`);
};

/** Questions stand at odd positions (the first, the third), answers at even ones. */
const roleFault = (
  role: JsonValue | undefined,
  index: number,
): 'role_order' | 'unknown_role' | ReturnType<typeof textFault> => {
  const isQuestion = role === 'human' || role === 'observation';
  const isAnswer = role === 'gpt' || isFunctionCall(role);
  if (!isQuestion && !isAnswer) return textFault(role) ?? 'unknown_role';
  return isQuestion === (index % 2 === 0) ? undefined : 'role_order';
};
