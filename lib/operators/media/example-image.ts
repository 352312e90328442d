import type { ImageFacts, MediaRecord } from '../../model/media-record.ts';

interface ExampleImage {
  /** A byte in hex, of which the file's digest is made. */
  readonly digest: string;
  /** Bits in which its hash differs from a certain one, at the end of it. */
  readonly distance: number;
  readonly width?: number;
  readonly height?: number;
  readonly quality?: number;
}

type ExampleRecord = Pick<MediaRecord, 'file'> & {
  readonly facts: Required<Pick<ImageFacts, 'fingerprint'>> & Omit<ImageFacts, 'fingerprint'>;
  readonly annotation: Readonly<Record<string, never>>;
};

/** A record of a picture as examples have them. */
export const exampleImage = (
  file: string,
  { digest, distance, width = 1280, height = 960, quality = 100 }: ExampleImage,
) =>
  ({
    file,
    facts: {
      kind: 'image',
      format: file.endsWith('.png') ? 'png' : 'jpg',
      sizeBytes: 200_000,
      width,
      height,
      fingerprint: {
        sha256: digest.repeat(32),
        hash: ((2n ** 256n - 1n) ^ (2n ** BigInt(distance) - 1n)).toString(16).padStart(64, '0'),
        quality,
      },
    },
    annotation: {},
  }) satisfies ExampleRecord;
