import type { JsonObject } from './json.ts';

/** What is known of a media file by reading it; plain JSON. */
export type MediaFacts = ImageFacts | VideoFacts;

export interface ImageFacts {
  readonly kind: 'image';
  readonly format: 'jpg' | 'png' | 'bmp';
  readonly sizeBytes: number;
  /** Pixels as the picture is shown, turned the way its EXIF data says. */
  readonly width: number;
  readonly height: number;
  /** Absent where only the header was read. */
  readonly fingerprint?: PictureFingerprint;
}

/** What two pictures are compared by. */
export interface PictureFingerprint {
  /** Of the file's bytes, in hex. */
  readonly sha256: string;
  /** 256 bits of the picture's low frequencies, in hex. */
  readonly hash: string;
  /** How much structure the picture has, 0 to 100: the hash of a flat one says nothing. */
  readonly quality: number;
}

export interface VideoFacts {
  readonly kind: 'video';
  readonly format: 'mp4' | 'avi';
  readonly sizeBytes: number;
  /** Of the video stream. */
  readonly durationSeconds: number;
  /** Pixels as the video is shown: turned, and its pixels made square. */
  readonly width: number;
  readonly height: number;
  /** Frames a second on average. */
  readonly fps: number;
  /** Frames that were read; absent where they were not counted. */
  readonly frameCount?: number;
  readonly codec: string;
  /** Number of the video stream in its file. */
  readonly stream: number;
  readonly hasAudio: boolean;
}

/** A record of a media data set: a line of its annotations and the file that the line names. */
export interface MediaRecord {
  /** Path of the file inside the data set. */
  readonly file: string;
  readonly facts: MediaFacts;
  /** The line's other fields. */
  readonly annotation: JsonObject;
}

/** How a video is to be cut: pieces of a length, copied as they are encoded or written anew. */
export interface VideoCut {
  readonly segmentSeconds: number;
  readonly mode: 'copy' | 'reencode';
}
