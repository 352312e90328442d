import type { ImageFacts } from '../model/media-record.ts';
import { bmpHeader } from './headers/bmp-header.ts';
import { checkAviChunks } from './headers/check-avi-chunks.ts';
import { checkMp4Boxes } from './headers/check-mp4-boxes.ts';
import { jpegSize } from './headers/jpeg-size.ts';
import { pngSize } from './headers/png-size.ts';
import { type MediaFormat, recognizeMedia } from './headers/recognize-media.ts';
import type { ShownSize } from './headers/shown-size.ts';
import type { MediaBytes } from './media-bytes.ts';
import { mediaFailure } from './media-failure.ts';
import { MEDIA_LIMITS } from './media-limits.ts';

/**
 * The facts of a picture by its header: a few small reads, nothing decoded.
 * @throws SluiceError ModelArts.72091001 with the reason that the file can't be used
 */
export const readImageHeader = async (bytes: MediaBytes): Promise<ImageFacts> => {
  const format = await formatOf(bytes);
  if (format === 'mp4' || format === 'avi') throw mediaFailure(bytes.file, 'not_media', 'a video');
  if (bytes.sizeBytes > MEDIA_LIMITS.imageBytes) throw mediaFailure(bytes.file, 'over_limits', 'file size');
  const { width, height } = await sizeByFormat[format](bytes);
  if (width === 0 || height === 0) throw mediaFailure(bytes.file, 'damaged', 'no pixels');
  if (width * height > MEDIA_LIMITS.imagePixels) {
    throw mediaFailure(bytes.file, 'too_many_pixels', `${width}x${height}`);
  }
  return { kind: 'image', format, sizeBytes: bytes.sizeBytes, width, height };
};

/**
 * Checks the frame of a video: that it is one, has its index, and is all there.
 * @throws SluiceError ModelArts.72091001 with the reason that the file can't be used
 */
export const checkVideoHeader = async (bytes: MediaBytes): Promise<'mp4' | 'avi'> => {
  const format = await formatOf(bytes);
  if (format !== 'mp4' && format !== 'avi') throw mediaFailure(bytes.file, 'not_media', 'a picture');
  await (format === 'mp4' ? checkMp4Boxes(bytes) : checkAviChunks(bytes));
  return format;
};

const formatOf = async (bytes: MediaBytes): Promise<MediaFormat> => {
  const format = recognizeMedia(await bytes.read(0, 16));
  if (format === undefined) throw mediaFailure(bytes.file, 'not_media');
  return format;
};

const sizeByFormat: Readonly<Record<ImageFacts['format'], (bytes: MediaBytes) => Promise<ShownSize>>> = {
  jpg: jpegSize,
  png: pngSize,
  bmp: bmpHeader,
};
