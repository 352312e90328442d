import { cutVideo } from '../../media/cut-video.ts';
import type { Ffmpeg } from '../../media/find-ffmpeg.ts';
import { probeVideo } from '../../media/probe-video.ts';
import type { VideoCut } from '../../model/media-record.ts';
import type { ProbedItem } from './media-chain.ts';
import type { MediaWorkspace } from './media-workspace.ts';

/** A piece, as plain JSON. */
export type CutItem = Omit<ProbedItem, 'copies'>;

/** A video to cut, and where its pieces go. */
interface Cutting {
  readonly item: ProbedItem;
  readonly cut: VideoCut;
  /** Of the keys of pieces: the shard's own. */
  readonly prefix: string;
  /** Where the files of the source lie, none of which a piece may be called like. */
  readonly sourcePrefix: string;
}

/**
 * Cuts a video into pieces, which are uploaded under a prefix of the shard, each with a record of its own that says where
 * it starts and ends in its source.
 */
export const cutItem = async (
  tools: Ffmpeg,
  workspace: MediaWorkspace,
  { item, cut, prefix, sourcePrefix }: Cutting,
): Promise<readonly CutItem[]> => {
  const { facts, file, key, copies } = item;
  if (facts.kind !== 'video') throw new TypeError(`cutting ${facts.kind}`);
  const pieces = await cutVideo(tools, { path: await copies.open(key), file }, { cut, facts });
  const folder = await freeFolder(workspace, sourcePrefix, `${file}.segments`);
  const items: CutItem[] = [];
  for (const [index, piece] of pieces.entries()) {
    const name = `${folder}/${String(index + 1).padStart(5, '0')}.${facts.format}`;
    const pieceKey = `${prefix}${name}`;
    await workspace.upload(piece.path, pieceKey);
    items.push({
      file: name,
      key: pieceKey,
      facts: await probeVideo(tools, { path: piece.path, file: name }),
      annotation: {
        ...item.annotation,
        source_video_fn: file,
        start_seconds: piece.startSeconds,
        end_seconds: piece.endSeconds,
      },
    });
  }
  return items;
};

/** The name, with underscores behind it where the source has such a folder. */
const freeFolder = async (workspace: MediaWorkspace, sourcePrefix: string, name: string): Promise<string> =>
  (await workspace.has(`${sourcePrefix}${name}/`)) ? freeFolder(workspace, sourcePrefix, `${name}_`) : name;
