import { isSluiceError } from '../../errors/sluice-error.ts';
import type { Finding } from '../../formats/problem-at.ts';
import { checkVideoHeader, readImageHeader } from '../../media/check-header.ts';
import type { MediaBytes } from '../../media/media-bytes.ts';
import type { MediaType } from '../../model/dataset-type.ts';
import { MEDIA_FAULTS } from '../../model/problem.ts';
import type { UploadedFile } from '../../model/run-spec.ts';
import type { ObjectStore } from '../../ports/object-store.ts';

/** What is wrong with a media file by its header, undefined when nothing is: few bytes of it are read, none decoded. */
export const judgeMediaFile = async (
  objects: ObjectStore,
  upload: UploadedFile,
  type: MediaType,
): Promise<Finding | undefined> => {
  try {
    await (type === 'image' ? readImageHeader : checkVideoHeader)(bytesOf(objects, upload));
    return undefined;
  } catch (error) {
    const fault = isSluiceError(error)
      ? MEDIA_FAULTS.find((reason) => reason === error.details['reason'])
      : undefined;
    if (fault === undefined) throw error;
    return { reason: fault, media: upload.file };
  }
};

const bytesOf = (objects: ObjectStore, { key, file, sizeBytes }: UploadedFile): MediaBytes => ({
  file,
  sizeBytes,
  read: async (start, end) => {
    const last = Math.min(end, sizeBytes);
    if (start >= last) return Buffer.alloc(0);
    const chunks: Uint8Array[] = [];
    for await (const chunk of objects.read(key, { start, end: last })) chunks.push(chunk);
    return Buffer.concat(chunks);
  },
});
