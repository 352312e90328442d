import { seededRandom } from '../seeded-random.ts';

/** Share of the characters that an edit replaces, adds or takes out in each kind of copy. */
export const EDIT_RATES = [0, 0.002, 0.01, 0.03, 0.1] as const;

/**
 * The texts with edited copies of some of them between: of every fifth text one copy for each rate of edits, somewhere
 * behind it. The same for the same texts.
 */
export const plantDuplicates = (texts: readonly string[]): readonly string[] => {
  const random = seededRandom(20_261_101);
  const placed = texts.map((text, index) => ({ text, place: index }));
  const copies = texts.flatMap((text, index) =>
    index % 5 === 0
      ? EDIT_RATES.map((rate) => ({
          text: editText(text, rate, random),
          place: index + random() * (texts.length - index),
        }))
      : [],
  );
  return [...placed, ...copies].sort((one, other) => one.place - other.place).map(({ text }) => text);
};

const editText = (text: string, rate: number, random: () => number): string => {
  const characters = [...text];
  const edited: string[] = [];
  for (const [at, character] of characters.entries()) {
    if (random() >= rate) {
      edited.push(character);
      continue;
    }
    // A character of the same text: of its language, and as frequent as there.
    const another = characters[Math.floor(random() * characters.length)] ?? '';
    const kind = random();
    if (kind < 1 / 3) edited.push(another);
    else if (kind < 2 / 3) edited.push(character, another);
    else if (at === 0) edited.push(character);
  }
  return edited.join('');
};
