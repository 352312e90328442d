import { SluiceError } from '../../errors/sluice-error.ts';
import type { MediaRecord, VideoFacts } from '../../model/media-record.ts';

/**
 * What is known of a record's video.
 * @throws SluiceError ModelArts.72020139 when the record has a picture
 */
export const requireVideo = ({ facts }: MediaRecord): VideoFacts => {
  if (facts.kind === 'video') return facts;
  throw new SluiceError('ModelArts.72020139', { type: facts.kind, supported: 'video' });
};
