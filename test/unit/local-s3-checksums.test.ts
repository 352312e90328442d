import { describe, expect, it } from 'vitest';
import {
  type ChecksumAlgorithm,
  createChecksum,
  findChecksumAlgorithm,
} from '../../lib/local/s3/checksums.ts';

const inHex = (algorithm: ChecksumAlgorithm, ...pieces: readonly string[]): string => {
  const checksum = createChecksum(algorithm);
  for (const piece of pieces) checksum.update(Buffer.from(piece));
  return Buffer.from(checksum.digest(), 'base64').toString('hex');
};

describe('checksums', () => {
  // The check values of the catalogue of parametrised CRC algorithms, and of FIPS 180 for the hashes.
  it.each([
    ['crc32', 'cbf43926'],
    ['crc32c', 'e3069283'],
    ['crc64nvme', 'ae8b14860a799888'],
    ['sha1', 'f7c3bc1d808e04732adf679965ccc34ca7ae3441'],
    ['sha256', '15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225'],
  ] as const)('%s of 123456789 is the published value, in one piece or in three', (algorithm, value) => {
    expect(inHex(algorithm, '123456789')).toBe(value);
    expect(inHex(algorithm, '1', '', '2345', '6789')).toBe(value);
  });

  it('are known by the names that headers use', () => {
    expect(findChecksumAlgorithm('CRC64NVME')).toBe('crc64nvme');
    expect(findChecksumAlgorithm('MD4')).toBeUndefined();
  });
});
