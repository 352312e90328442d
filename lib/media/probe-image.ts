import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { ImageFacts } from '../model/media-record.ts';
import { readImageHeader } from './check-header.ts';
import { greyPicture } from './grey-picture.ts';
import type { LocalMedia } from './media-bytes.ts';
import { withFileBytes } from './media-bytes.ts';
import { pictureHash, pictureQuality } from './picture-hash.ts';

/**
 * The facts of a picture with its fingerprint; all of it was decoded once.
 * @throws SluiceError ModelArts.72091001 with the reason that the file can't be used
 */
export const probeImage = async (media: LocalMedia): Promise<ImageFacts> => {
  const facts = await withFileBytes(media.path, media.file, readImageHeader);
  const grey = await greyPicture(media, facts);
  const sha256 = createHash('sha256');
  await pipeline(createReadStream(media.path), sha256);
  return {
    ...facts,
    fingerprint: {
      sha256: sha256.digest('hex'),
      hash: pictureHash(grey),
      quality: pictureQuality(grey),
    },
  };
};
