import { seededRandom } from './seeded-random.ts';

const [width, height] = [800, 600];
const shapeCount = 24;

/** A picture of soft light, overlapping shapes and texture, another one for each seed. */
export const drawPicture = (seed: number) => {
  const random = seededRandom(seed + 1);
  const between = (least: number, most: number): number => least + random() * (most - least);
  const pixels = new Uint8Array(width * height * 3);
  const lights = Array.from({ length: 4 }, () => ({
    across: between(-6, 6),
    down: between(-6, 6),
    phase: between(0, 6),
    strength: between(10, 40),
  }));
  const shapes = Array.from({ length: shapeCount }, () => ({
    x: between(0, width),
    y: between(0, height),
    radiusX: between(20, width / 3),
    radiusY: between(20, height / 3),
    isRound: random() < 0.5,
    colour: [between(0, 255), between(0, 255), between(0, 255)],
  }));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const light = lights.reduce(
        (sum, { across, down, phase, strength }) =>
          sum + strength * Math.sin((across * x) / width + (down * y) / height + phase),
        0,
      );
      const top = shapes.findLast(({ x: left, y: upper, radiusX, radiusY, isRound }) => {
        const [across, down] = [Math.abs(x - left) / radiusX, Math.abs(y - upper) / radiusY];
        return isRound ? across ** 2 + down ** 2 < 1 : Math.max(across, down) < 1;
      });
      const grain = between(-8, 8);
      for (let channel = 0; channel < 3; channel++) {
        const value = (top?.colour[channel] ?? 128) + light + grain;
        pixels[(y * width + x) * 3 + channel] = Math.max(0, Math.min(255, value));
      }
    }
  }
  return { width, height, pixels };
};
