const mebibyte = 1024 ** 2;
const gibibyte = 1024 ** 3;

/** What a file may cost those who read it. */
export const MEDIA_LIMITS = {
  /** Pixels of a picture or of a frame; more is refused before anything is decoded. */
  imagePixels: 1e8,
  /** Pixels of a video frame: 8K has 33 million. */
  framePixels: 4e7,
  /** Bytes of a picture. */
  imageBytes: 256 * mebibyte,
  /** Address space of a tool that reads a video. */
  probeMemoryBytes: 2 * gibibyte,
  /**
   * Address space of a tool that writes one: encoders keep many frames. With what Node needs, it fits into the memory of
   * a container job.
   */
  encodeMemoryBytes: 3 * gibibyte,
  /** Seconds that a tool may take for the facts of a file. */
  factsSeconds: 30,
  /** Seconds that reading all frames may take, for each mebibyte of the file, and at least. */
  decodeSecondsPerMebibyte: 5,
  decodeSecondsAtLeast: 60,
  /** At most: reading and cutting one file leave time in a container job, so that it fails alone. */
  decodeSecondsAtMost: 1200,
  cutSecondsAtMost: 2000,
  /** How long one container job takes up files of its shard; then another goes on. */
  jobSeconds: 900,
  /** Bytes of a tool's answer. */
  answerBytes: 4 * mebibyte,
  /** Bytes of a tool's complaints that are kept; lines are counted beyond them. */
  complaintBytes: 64 * 1024,
  /** Threads of a tool. */
  threads: 2,
} as const;

/** The same, each with the number that is to hold. */
export type MediaLimits = Readonly<Record<keyof typeof MEDIA_LIMITS, number>>;
