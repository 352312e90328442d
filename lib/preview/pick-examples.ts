import type { Change } from '../engine/change-log.ts';
import { excerpt, excerptsOfChange } from './text-excerpt.ts';

/** A record before and after an operator, cut short. */
export interface Example {
  readonly file: string;
  /** As in the sample. */
  readonly place: number;
  readonly kind: 'changed' | 'dropped';
  readonly reasons: readonly string[];
  readonly texts: readonly { readonly field?: string; readonly before: string; readonly after?: string }[];
}

const shownExamples = 3;
const shownTexts = 2;

/** Up to three examples of what an operator did: first those whose reasons are new, then others from all over. */
export const pickExamples = (changes: readonly Change[]): readonly Example[] => {
  const seen = new Set<string>();
  const isNew = ({ kind, reasons }: Change): boolean => {
    const isUnseen = reasons.some((reason) => !seen.has(`${kind} ${reason}`));
    for (const reason of reasons) seen.add(`${kind} ${reason}`);
    return isUnseen;
  };
  const first = changes.filter(isNew);
  const chosen = first.length >= shownExamples ? first : [...first, ...spread(changes, first)];
  return chosen.slice(0, shownExamples).map(exampleOf);
};

/** Changes that lie evenly among all, but for those that are shown already. */
const spread = (changes: readonly Change[], shown: readonly Change[]): readonly Change[] => {
  const rest = changes.filter((change) => !shown.includes(change));
  const count = Math.min(shownExamples, rest.length);
  return Array.from(
    { length: count },
    (_, index) => Math.ceil(((index + 1) * rest.length) / count) - 1,
  ).flatMap((position) => rest[position] ?? []);
};

const exampleOf = (change: Change): Example => {
  const { file, line: place, kind, reasons } = change;
  const texts =
    change.kind === 'dropped'
      ? [{ before: excerpt(JSON.stringify(change.record)) }]
      : change.texts
          .slice(0, shownTexts)
          .map(({ field, before, after }) => ({ field, ...excerptsOfChange(before, after) }));
  return { file, place, kind, reasons, texts };
};
