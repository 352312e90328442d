/** What the operations give that answer with a file; a large file comes in pieces. */
export interface FilePiece {
  readonly bytes: Buffer;
  /** What the whole is called. */
  readonly fileName: string;
  /** The query parameter `from` of the next piece; undefined when this is the last. */
  readonly next?: string;
}

/** A request that a piece of a file answers. */
interface FileRequest {
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** A reply with a piece of a file; its `Link` header says where the next piece is. */
export const fileReply = (
  { bytes, fileName, next }: FilePiece,
  { mediaType, request }: { readonly mediaType: string; readonly request: FileRequest },
) => ({
  body: bytes,
  headers: {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`,
    ...(next === undefined ? {} : { link: `<${nextAddress(request, next)}>; rel="next"` }),
  },
});

const nextAddress = ({ path, query }: FileRequest, from: string): string => {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...query, from })) {
    if (value !== undefined) parameters.set(name, value);
  }
  return `${path}?${parameters}`;
};
