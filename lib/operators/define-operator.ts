import type * as z from 'zod';
import type { SluiceError } from '../errors/sluice-error.ts';
import type { DatasetType } from '../model/dataset-type.ts';
import type { DocumentExtraction } from '../model/document-extraction.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { MediaRecord, VideoCut } from '../model/media-record.ts';
import type { ModelDemand, ModelShare } from '../model/model-share.ts';
import type { TextModels } from '../model/text-models.ts';
import type { TextRecord } from '../model/text-record.ts';
import type { Barrier } from './barrier.ts';

/** What an operator did to a record: nothing, edits in place (with why), or the advice to drop it (with why). */
export type Verdict = undefined | { readonly changed: readonly string[] } | { readonly dropped: string };

/**
 * What an operator that asks a model did to a record: as a verdict, or that it could not do it, or the records that it made
 * of it, which take its place.
 */
export type ModelVerdict =
  | Verdict
  | { readonly failed: SluiceError }
  /** With why beside `made`, where there is something to say. */
  | { readonly made: readonly JsonObject[]; readonly reasons?: readonly string[] };

/** Does a batch of records, many at a time where that pays; the verdicts in the order of the records. */
export type BatchFunction = (
  records: readonly TextRecord[],
  share: ModelShare,
) => Promise<readonly ModelVerdict[]>;

/** Does one record. May throw SluiceError: the record is then rejected with its code, its neighbours go on. */
export type RecordFunction = (record: TextRecord) => Verdict;

/** What an operator decides about a media record: nothing, the advice to drop it, or to cut its video into records. */
export type MediaVerdict = undefined | { readonly dropped: string } | { readonly cut: VideoCut };

/** Judges one media record by what is known of its file, and touches no file. */
export type MediaFunction = (record: MediaRecord) => MediaVerdict;

export const CATEGORIES = [
  'unclassified',
  'extraction',
  'conversion',
  'filtering',
  'labeling',
  'synthesis',
] as const;

/** Text that an operator needs beside its parameters, such as a word list, or a model: loaded before it is built. */
export interface ResourceRequest {
  readonly name: string;
  /** What is no text is given as a string of one character a byte (latin1). Default: text in UTF-8. */
  readonly kind?: 'binary';
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

/** What every operator says of itself. */
interface OperatorFacts<Params extends z.ZodType> {
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
  /** Of an operator that needs all records at once, the input is a list of records, the output those that stay. */
  readonly examples: readonly OperatorExample<z.input<Params>>[];
  /**
   * True when one record could keep it busy without bound (a pattern given by a user): the engine then runs it
   * under a time limit.
   */
  mayRunAway?(params: z.output<Params>): boolean;
  resources?(params: z.output<Params>): readonly ResourceRequest[];
  /** The parameter by which it is asked to write fields beside the texts; undefined where it is not. */
  writesFields?(params: z.output<Params>): string | undefined;
  /** The error of a parameter that is wrong; ModelArts.72020002 and 72090007 by default. */
  refuse?(issue: z.core.$ZodIssue, given: Readonly<Record<string, unknown>>): SluiceError | undefined;
  /**
   * The type of the records behind it; that of the records in front by default.
   * @throws SluiceError when what the parameters ask for cannot be made of such records
   */
  typeAfter?(type: DatasetType, params: z.output<Params>): DatasetType;
}

// What takes parameters are methods, so that a list can hold operators of every kind of parameters: whoever takes one
// from a list parses the parameters with that operator's own schema first.

/** An operator that does each record on its own. */
export interface RecordOperator<Params extends z.ZodType = z.ZodType> extends OperatorFacts<Params> {
  /** Prepares tables and patterns once; the function that it gives does the records. */
  create(params: z.output<Params>, resources: ReadonlyMap<string, string>): RecordFunction;
}

/** An operator that asks a model about each record. */
export interface ModelOperator<Params extends z.ZodType = z.ZodType> extends OperatorFacts<Params> {
  /** @throws SluiceError when no model is configured that it cannot do without */
  createModel(
    params: z.output<Params>,
    resources: ReadonlyMap<string, string>,
    models: TextModels,
  ): BatchFunction;
  /** What it asks of a whole run; nothing when nobody has to wait for it. */
  demand?(params: z.output<Params>, models: TextModels): ModelDemand | undefined;
}

/** An operator that needs all records of a data set before it can say which of them go. */
export interface BarrierOperator<Params extends z.ZodType = z.ZodType> extends OperatorFacts<Params> {
  createBarrier(params: z.output<Params>, resources: ReadonlyMap<string, string>): Barrier<TextRecord>;
  /** The earlier data set that records are compared with as well, as `<dataset>` or `<dataset>@<version>`. */
  against?(params: z.output<Params>): string | undefined;
}

/** An operator on pictures or videos. Its examples' inputs are media records, their outputs the same or a verdict. */
export interface MediaOperator<Params extends z.ZodType = z.ZodType> extends OperatorFacts<Params> {
  createMedia(params: z.output<Params>): MediaFunction;
}

/** An operator that needs all pictures or videos of a data set before it can say which of them go. */
export interface MediaBarrierOperator<Params extends z.ZodType = z.ZodType> extends OperatorFacts<Params> {
  createMediaBarrier(params: z.output<Params>): Barrier<MediaRecord>;
}

/**
 * An operator that makes texts of documents, which others read: it only says how. Its examples' inputs say what is in a
 * document, and their outputs are the record that becomes of it.
 */
export interface DocumentOperator<Params extends z.ZodType = z.ZodType> extends OperatorFacts<Params> {
  createDocument(params: z.output<Params>): DocumentExtraction;
}

/** One operator: the only source of its catalogue entry, parameter form, docs page and example tests. */
export type Operator<Params extends z.ZodType = z.ZodType> =
  | RecordOperator<Params>
  | ModelOperator<Params>
  | BarrierOperator<Params>
  | MediaOperator<Params>
  | MediaBarrierOperator<Params>
  | DocumentOperator<Params>;

export const isBarrier = (operator: Operator): operator is BarrierOperator => 'createBarrier' in operator;

export const defineOperator = <Params extends z.ZodType>(
  operator: RecordOperator<Params>,
): RecordOperator<Params> => operator;

export const defineBarrier = <Params extends z.ZodType>(
  operator: BarrierOperator<Params>,
): BarrierOperator<Params> => operator;

export const isRecordOperator = (operator: Operator): operator is RecordOperator => 'create' in operator;

export const isModelOperator = (operator: Operator): operator is ModelOperator => 'createModel' in operator;

export const isMediaOperator = (operator: Operator): operator is MediaOperator => 'createMedia' in operator;

export const isMediaBarrier = (operator: Operator): operator is MediaBarrierOperator =>
  'createMediaBarrier' in operator;

export const isDocumentOperator = (operator: Operator): operator is DocumentOperator =>
  'createDocument' in operator;

export const defineDocument = <Params extends z.ZodType>(
  operator: DocumentOperator<Params>,
): DocumentOperator<Params> => operator;

export const defineModel = <Params extends z.ZodType>(
  operator: ModelOperator<Params>,
): ModelOperator<Params> => operator;

export const defineMedia = <Params extends z.ZodType>(
  operator: MediaOperator<Params>,
): MediaOperator<Params> => operator;

export const defineMediaBarrier = <Params extends z.ZodType>(
  operator: MediaBarrierOperator<Params>,
): MediaBarrierOperator<Params> => operator;

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
