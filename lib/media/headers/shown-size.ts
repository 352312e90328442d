/** Size of a picture, in pixels, the way it is shown. */
export interface ShownSize {
  readonly width: number;
  readonly height: number;
}

/** The size after the turn that an EXIF orientation asks for: 5 to 8 lie on their side. */
export const shownSize = (width: number, height: number, orientation: number): ShownSize =>
  orientation >= 5 ? { width: height, height: width } : { width, height };
