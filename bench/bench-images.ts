import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Sharp } from 'sharp';
import { loadPictureLibrary } from '../lib/media/picture-library.ts';
import { probeImage } from '../lib/media/probe-image.ts';
import type { ImageFacts } from '../lib/model/media-record.ts';
import { imageDeduplication } from '../lib/operators/image-deduplication.ts';
import { resolveGroups } from '../lib/operators/resolve-groups.ts';
import { drawPicture } from './draw-picture.ts';
import { measure } from './measure.ts';
import type { BenchSettings, Row } from './row.ts';

const pictureCount = 60;

/** What people do to pictures that are still the same to the eye. */
const edits: Readonly<Record<string, (picture: Sharp, width: number, height: number) => Sharp>> = {
  'resized to 50 %': (picture, width) => picture.resize(Math.round(width / 2)).png(),
  'resized to 20 %': (picture, width) => picture.resize(Math.round(width / 5)).png(),
  'JPEG quality 30': (picture) => picture.jpeg({ quality: 30 }),
  'JPEG quality 10': (picture) => picture.jpeg({ quality: 10 }),
  'brighter by 20 %': (picture) => picture.modulate({ brightness: 1.2 }).png(),
  'without colour': (picture) => picture.grayscale().png(),
  'cropped by 3 %': (picture, width, height) => cropped(picture, { width, height, share: 0.03 }).png(),
  'cropped by 5 %': (picture, width, height) => cropped(picture, { width, height, share: 0.05 }).png(),
  'cropped by 10 %': (picture, width, height) => cropped(picture, { width, height, share: 0.1 }).png(),
};

const cropped = (
  picture: Sharp,
  { width, height, share }: { readonly width: number; readonly height: number; readonly share: number },
): Sharp =>
  picture.extract({
    left: Math.round((width * share) / 2),
    top: Math.round((height * share) / 2),
    width: Math.round(width * (1 - share)),
    height: Math.round(height * (1 - share)),
  });

/**
 * Image deduplication: pictures hashed a second, and how many edited ones it finds beside their originals, through the
 * operator's own bands. Pictures in `<data>/pictures` are used when there are some, drawn ones otherwise.
 */
export async function* benchImages({ directory }: BenchSettings): AsyncIterable<Row> {
  const folder = join(directory, 'pictures-made');
  const originals = await originalsIn(directory, folder);
  const paths = originals.map(({ path }) => path);
  const probeAll = async (): Promise<readonly ImageFacts[]> => {
    const facts: ImageFacts[] = [];
    for (const path of paths) facts.push(await probeImage({ path, file: path }));
    return facts;
  };
  const facts = await probeAll();
  const { cpuSeconds } = await measure(probeAll, 2);
  yield {
    what: `pictures read and hashed (${facts.length})`,
    value: facts.length / cpuSeconds,
    unit: 'images/s·core',
  };
  yield {
    what: 'different pictures taken for the same',
    value: dropCount(facts),
    unit: 'of all',
    note: 'target 0',
  };
  const sharp = await loadPictureLibrary();
  for (const [what, edit] of Object.entries(edits)) {
    let foundCount = 0;
    for (const [index, { path, width, height }] of originals.entries()) {
      const edited = join(folder, 'edited');
      await writeFile(edited, await edit(sharp(path), width, height).toBuffer());
      const original = facts[index];
      if (original === undefined) continue;
      foundCount += dropCount([original, await probeImage({ path: edited, file: what })]);
    }
    yield { what, value: (100 * foundCount) / originals.length, unit: '% found' };
  }
  await rm(folder, { recursive: true, force: true });
}

const barrier = imageDeduplication.createMediaBarrier(imageDeduplication.params.parse({}));

const dropCount = (pictures: readonly ImageFacts[]): number =>
  resolveGroups(
    barrier,
    pictures.map((facts) => barrier.keyOf({ file: '', facts, annotation: {} })),
  ).drops.size;

interface Original {
  readonly path: string;
  readonly width: number;
  readonly height: number;
}

/** Each once: drawn, or re-encoded so that whatever is found beside them is of the same pixels. */
const originalsIn = async (directory: string, folder: string): Promise<readonly Original[]> => {
  const sharp = await loadPictureLibrary();
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const given = await readdir(join(directory, 'pictures')).catch(() => []);
  const sources: readonly Sharp[] =
    given.length > 0
      ? given.toSorted().map((name) => sharp(join(directory, 'pictures', name)))
      : Array.from({ length: pictureCount }, (_, seed) => {
          const { pixels, ...raw } = drawPicture(seed);
          return sharp(pixels, { raw: { ...raw, channels: 3 } });
        });
  const originals: Original[] = [];
  for (const [index, source] of sources.entries()) {
    const path = join(folder, `${index}.jpg`);
    const { width, height } = await source.rotate().jpeg({ quality: 92 }).toFile(path);
    originals.push({ path, width, height });
  }
  return originals;
};
