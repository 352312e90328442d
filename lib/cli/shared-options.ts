import { InvalidArgumentError, Option } from 'commander';
import { datasetTypeIds, SHAPES } from '../model/dataset-type.ts';

/** Options that several commands share, so that they are spelled and checked alike. */
export const sharedOptions = {
  type: (): Option => new Option('--type <type>', 'data set type').choices(datasetTypeIds),
  format: (): Option =>
    new Option('--format <shape>', 'refuse records of another shape; by default it is recognized').choices(
      SHAPES,
    ),
  mode: (): Option =>
    new Option('--mode <mode>', 'what a bad record does: fail everything, or be set aside').choices([
      'strict',
      'quarantine',
    ]),
};

/** Parses an option that is a whole number, at least `minimum`. */
export const wholeNumber =
  (minimum: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!Number.isSafeInteger(value) || value < minimum || text.trim() === '') {
      throw new InvalidArgumentError(`It must be a whole number, at least ${minimum}.`);
    }
    return value;
  };
