/**
 * Full-width letters, digits and the signs inside numbers and addresses as their ASCII forms. One code unit stays one,
 * so that places in the result are places in the text. Sentence punctuation stays: a full-width colon ends a sentence's
 * part, unless it stands between full-width letters or digits.
 */
export const foldFullWidth = (text: string): string =>
  text.replace(
    /[０-９Ａ-Ｚａ-ｚ＠．－＋＿／]|(?<=[０-９Ａ-Ｚａ-ｚ])：(?=[０-９Ａ-Ｚａ-ｚ／])/g,
    (character) => String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  );
