import { SluiceError } from '../../errors/sluice-error.ts';
import {
  isMediaLine,
  type MediaLine,
  readMediaLine,
  writeMediaLine,
} from '../../formats/media-annotation.ts';
import { parseRecord } from '../../formats/parse-record.ts';
import type { MediaType } from '../../model/dataset-type.ts';

/** A record on its way through the stages of a run: its line, and where its file lies now. */
export interface MediaItem extends MediaLine {
  readonly key: string;
}

/** How the lines of a stage are read and written. */
export interface ItemForm {
  readonly type: MediaType;
  /** Where the files of the source lie; absent for lines that an earlier stage of the run has written. */
  readonly sourcePrefix?: string;
}

/** The field that says where a file lies, in lines that only stages of one run see. */
const keyField = '$key';

/**
 * Reads a line of the source, or of an earlier stage.
 * @throws SluiceError ModelArts.72060009 when it is no line about a media file
 */
export const readItem = (text: string, { type, sourcePrefix }: ItemForm): MediaItem => {
  const read = readMediaLine(parseRecord(text), type);
  if (!isMediaLine(read)) throw new SluiceError('ModelArts.72060009', { reason: read.reason });
  if (sourcePrefix !== undefined) return { ...read, key: `${sourcePrefix}${read.file}` };
  const { [keyField]: key, ...annotation } = read.annotation;
  return { file: read.file, annotation, key: String(key) };
};

/** A line that a later stage of the run reads. */
export const writeInnerItem = ({ file, annotation, key }: MediaItem, type: MediaType): string =>
  writeMediaLine({ file, annotation: { ...annotation, [keyField]: key } }, type);
