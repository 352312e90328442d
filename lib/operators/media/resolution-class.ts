/** Classes of resolution by the shorter side of a video as it is shown, in pixels, ascending. */
export const RESOLUTION_CLASSES = ['LD', 'MED', 'SD', 'HD', 'FHD', '4K'] as const;
export type ResolutionClass = (typeof RESOLUTION_CLASSES)[number];

/**
 * The guide names the classes and gives no bounds. These are the customary line counts of broadcast and disc formats:
 * 360, 480, 720, 1080 and 2160 lines.
 */
const leastSideByClass: Readonly<Record<ResolutionClass, number>> = {
  LD: 0,
  MED: 360,
  SD: 480,
  HD: 720,
  FHD: 1080,
  '4K': 2160,
};

export const resolutionClass = ({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): ResolutionClass =>
  RESOLUTION_CLASSES.findLast((name) => Math.min(width, height) >= leastSideByClass[name]) ?? 'LD';
