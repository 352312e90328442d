import type * as z from 'zod';
import type { DatasetType } from '../model/dataset-type.ts';
import type { JsonValue } from '../model/json.ts';
import type { TextRecord } from '../model/text-record.ts';

/** What an operator did to a record: nothing, edits in place (with why), or the advice to drop it (with why). */
export type Verdict = undefined | { readonly changed: readonly string[] } | { readonly dropped: string };

/** Does one record. May throw SluiceError: the record is then rejected with its code, its neighbours go on. */
export type RecordFunction = (record: TextRecord) => Verdict;

export const CATEGORIES = [
  'unclassified',
  'extraction',
  'conversion',
  'filtering',
  'labeling',
  'synthesis',
] as const;

/** Text that an operator needs beside its parameters, such as a word list: loaded before it is built. */
export interface ResourceRequest {
  readonly name: string;
  /** `s3://bucket/key`, `obs://bucket/key` or `/bucket/key`; a file path on the command line. */
  readonly address: string;
}

interface Localized {
  readonly en: string;
  readonly zh: string;
}

export interface OperatorExample<Params> {
  readonly title: string;
  readonly params?: Params;
  /** Default: `pretrain`. */
  readonly type?: DatasetType;
  /** Other texts that `resources` asks for, by name. */
  readonly resources?: Readonly<Record<string, string>>;
  readonly input: JsonValue;
  readonly output: JsonValue | { readonly dropped: string };
}

/** One operator: the only source of its catalogue entry, parameter form, docs page and example tests. */
export interface Operator<Params extends z.ZodType = z.ZodType> {
  /** Kebab-case, equal to the file's name, never reused. */
  readonly id: string;
  /** Raised whenever the same input could give another output. */
  readonly version: number;
  readonly name: Localized;
  /** One sentence or two: what it does to a record. */
  readonly summary: Localized;
  /** Where its definition comes from: section of the guide, paper, standard. */
  readonly source: string;
  readonly category: (typeof CATEGORIES)[number];
  readonly granularity: 'character' | 'sentence' | 'paragraph' | 'document';
  readonly types: readonly DatasetType[];
  /** Every parameter has a description and, unless required, a default. */
  readonly params: Params;
  /** Every reason that a verdict of this operator can carry, with what it means. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly examples: readonly OperatorExample<z.input<Params>>[];
  /**
   * True when one record could keep it busy without bound (a pattern given by a user): the engine then runs it
   * under a time limit.
   */
  mayRunAway?(params: z.output<Params>): boolean;
  resources?(params: z.output<Params>): readonly ResourceRequest[];
  // The three are methods, so that a list can hold operators of every kind of parameters: whoever takes one from a
  // list parses the parameters with that operator's own schema first.
  /** Prepares tables and patterns once; the function that it gives does the records. */
  create(params: z.output<Params>, resources: ReadonlyMap<string, string>): RecordFunction;
}

export const defineOperator = <Params extends z.ZodType>(operator: Operator<Params>): Operator<Params> =>
  operator;

/** The text as it should be; `hit` notes each reason for a change. Must return the same string when nothing changes. */
export type TextEdit = (text: string, hit: (reason: string) => void) => string;

/** A record function that edits each text of a record on its own. */
export const editingTexts = (edit: TextEdit): RecordFunction => {
  let reasons: string[] = [];
  const hit = (reason: string): void => {
    if (!reasons.includes(reason)) reasons.push(reason);
  };
  return (record) => {
    const { texts } = record;
    let isChanged = false;
    for (let index = 0; index < texts.length; index++) {
      const before = texts[index] as string; // the index is within the array
      const after = edit(before, hit);
      if (after !== before) {
        texts[index] = after;
        isChanged = true;
      }
    }
    if (!isChanged) {
      if (reasons.length > 0) reasons = [];
      return undefined;
    }
    const changed = reasons;
    reasons = [];
    return { changed };
  };
};
