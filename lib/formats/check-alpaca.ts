import type { JsonObject, JsonValue } from '../model/json.ts';
import { isMultiTurn, isPersona } from './dialogue-type.ts';
import { allowText, type Note, requireText, textFault } from './field-faults.ts';
import { answerKey, isArray } from './recognize-shape.ts';
import type { ShapeCheck } from './shape-check.ts';

/** Checks `{system?, instruction, input?, output, history?}`. Source: guide, section 2.5. */
export const checkAlpaca = (record: JsonObject, { type, note }: ShapeCheck): void => {
  if (isPersona(type)) requireText(record, 'system', note);
  else allowText(record, 'system', note);
  requireText(record, 'instruction', note);
  allowText(record, 'input', note);
  requireText(record, answerKey(record), note);
  const { history = null } = record;
  if (history === null) return;
  if (!isArray(history)) note('wrong_type', 'history');
  else if (isMultiTurn(type)) checkHistory(history, note);
  else if (history.length > 0) note('wrong_shape', 'history');
};

const checkHistory = (history: readonly JsonValue[], note: Note): void => {
  for (const [index, pair] of history.entries()) {
    if (!isArray(pair) || pair.length !== 2) {
      note('wrong_type', `history[${index}]`);
      continue;
    }
    for (const [side, text] of pair.entries()) {
      const fault = textFault(text);
      if (fault !== undefined) note(fault, `history[${index}][${side}]`);
    }
  }
};
