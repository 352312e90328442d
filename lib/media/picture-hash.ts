/** Side of the grey picture that a hash is made of. */
export const hashedSide = 64;
/** Rows and columns of frequencies that a hash has a bit for. */
const frequencyCount = 16;

/**
 * 256 bits of a picture, in hex: which of its low frequencies are above their median. The steady part is left out, as
 * brightness says nothing. After PDQ (Facebook, 2019, "The TMK+PDQF video-hashing algorithm and the PDQ image-hashing
 * algorithm"), on an area average in place of its filters.
 * @param grey 64 × 64 values, rows from the top
 */
export const pictureHash = (grey: Uint8Array): string => {
  const frequencies = lowFrequencies(grey);
  const median = Float64Array.from(frequencies).sort()[frequencies.length / 2] ?? 0;
  const bits = Buffer.alloc(frequencies.length / 8);
  for (const [index, value] of frequencies.entries()) {
    if (value > median) bits[index >> 3] = (bits[index >> 3] ?? 0) | (0x80 >> (index & 7));
  }
  return bits.toString('hex');
};

/**
 * How much there is to see in a picture, 0 to 100, by its gradients: the hash of a flat picture is made of noise.
 * Source: PDQ's quality metric.
 */
export const pictureQuality = (grey: Uint8Array): number => {
  const step = (one: number, other: number): number =>
    Math.abs(Math.trunc((((grey[one] ?? 0) - (grey[other] ?? 0)) * 100) / 255));
  let sum = 0;
  for (let row = 0; row < hashedSide - 1; row++) {
    for (let column = 0; column < hashedSide - 1; column++) {
      const at = row * hashedSide + column;
      sum += step(at, at + hashedSide) + step(at, at + 1);
    }
  }
  return Math.min(100, Math.trunc(sum / 90));
};

/** Rows 1 to 16 of the discrete cosine transform (type II) of 64 values. */
const cosines = Float64Array.from({ length: frequencyCount * hashedSide }, (_, index) => {
  const [frequency, place] = [Math.floor(index / hashedSide) + 1, index % hashedSide];
  return Math.sqrt(2 / hashedSide) * Math.cos((Math.PI * frequency * (2 * place + 1)) / (2 * hashedSide));
});

/** Both ways: of each column first, then of the rows of what that gave. */
const lowFrequencies = (grey: Uint8Array): Float64Array => {
  const ofColumns = Float64Array.from({ length: frequencyCount * hashedSide }, (_, index) => {
    const [frequency, column] = [Math.floor(index / hashedSide), index % hashedSide];
    return weighed(frequency, grey, { first: column, step: hashedSide });
  });
  return Float64Array.from({ length: frequencyCount * frequencyCount }, (_, index) => {
    const [vertical, horizontal] = [Math.floor(index / frequencyCount), index % frequencyCount];
    return weighed(horizontal, ofColumns, { first: vertical * hashedSide, step: 1 });
  });
};

/** How strong a frequency is in 64 values that stand a step apart. */
const weighed = (
  frequency: number,
  values: Uint8Array | Float64Array,
  { first, step }: { readonly first: number; readonly step: number },
): number => {
  let sum = 0;
  for (let place = 0; place < hashedSide; place++) {
    sum += (cosines[frequency * hashedSide + place] ?? 0) * (values[first + place * step] ?? 0);
  }
  return sum;
};
