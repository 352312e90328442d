/**
 * CRC-64/NVME, what the AWS command line sends by default.
 * Source: NVM Express base specification 2.0, "64b CRC definition". Kept as two halves of 32 bits: BigInt is slow.
 */
export class Crc64Nvme {
  #high = -1;
  #low = -1;

  update(bytes: Uint8Array): void {
    let high = this.#high;
    let low = this.#low;
    for (const byte of bytes) {
      const index = (low ^ byte) & 0xff;
      low = ((low >>> 8) | (high << 24)) ^ (lowTable[index] ?? 0);
      high = (high >>> 8) ^ (highTable[index] ?? 0);
    }
    this.#high = high;
    this.#low = low;
  }

  digest(): string {
    const result = Buffer.alloc(8);
    result.writeInt32BE(~this.#high, 0);
    result.writeInt32BE(~this.#low, 4);
    return result.toString('base64');
  }
}

const reflectedPolynomial = 0x9a6c9329ac4bc9b5n;

const table = Array.from({ length: 256 }, (_, index) => {
  let crc = BigInt(index);
  for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ reflectedPolynomial : crc >> 1n;
  return crc;
});
const highTable = Int32Array.from(table, (crc) => Number(BigInt.asIntN(32, crc >> 32n)));
const lowTable = Int32Array.from(table, (crc) => Number(BigInt.asIntN(32, crc)));
