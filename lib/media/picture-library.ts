import type sharp from 'sharp';
import { SluiceError } from '../errors/sluice-error.ts';

/**
 * Loads the library that decodes pictures, with everything but JPEG and PNG turned off: it would also render SVG and read
 * formats that nobody asked for. Loaded on first use, as most workers never see a picture.
 * @throws SluiceError ModelArts.72091010 when it is not installed for this platform
 */
export const loadPictureLibrary = (): Promise<typeof sharp> => {
  loaded ??= load();
  return loaded;
};

let loaded: Promise<typeof sharp> | undefined;

const load = async (): Promise<typeof sharp> => {
  const library = await import('sharp').catch((cause: unknown) => {
    throw new SluiceError(
      'ModelArts.72091010',
      { resource: 'sharp', dependency: 'npm package sharp', reason: 'npm install sharp' },
      { cause },
    );
  });
  const { default: open } = library;
  open.block({ operation: ['VipsForeignLoad'] });
  open.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng'] });
  open.cache(false);
  open.concurrency(1);
  return open;
};
