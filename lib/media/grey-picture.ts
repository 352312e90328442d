import type { ImageFacts } from '../model/media-record.ts';
import { decodeBmp } from './decode-bmp.ts';
import type { LocalMedia } from './media-bytes.ts';
import { withFileBytes } from './media-bytes.ts';
import { mediaFailure } from './media-failure.ts';
import { MEDIA_LIMITS } from './media-limits.ts';
import { hashedSide } from './picture-hash.ts';
import { loadPictureLibrary } from './picture-library.ts';

/**
 * A picture as 64 × 64 grey values, turned as its EXIF data says and on white where it is transparent. Decodes all of it,
 * so damage anywhere is found.
 * @throws SluiceError ModelArts.72091001 when it is damaged
 */
export const greyPicture = async (media: LocalMedia, facts: ImageFacts): Promise<Uint8Array> => {
  const sharp = await loadPictureLibrary();
  const options = { failOn: 'truncated', limitInputPixels: MEDIA_LIMITS.imagePixels } as const;
  const picture = facts.format === 'bmp' ? await ofBmp(media) : { input: media.path, settings: options };
  try {
    return await sharp(picture.input, picture.settings)
      .rotate()
      .flatten({ background: '#fff' })
      .toColourspace('b-w')
      .resize(hashedSide, hashedSide, { fit: 'fill', kernel: 'cubic' })
      .raw()
      .toBuffer();
  } catch {
    // What the library says may hold parts of the file.
    throw mediaFailure(media.file, 'damaged', 'it could not be decoded');
  }
};

const ofBmp = async ({ path, file }: LocalMedia) => {
  const { width, height, pixels } = await withFileBytes(path, file, decodeBmp);
  return { input: pixels, settings: { raw: { width, height, channels: 3 } } } as const;
};
