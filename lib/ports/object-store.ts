export interface StoredObject {
  readonly key: string;
  readonly sizeBytes: number;
  readonly etag: string;
  /** Milliseconds since the epoch. */
  readonly modifiedAt: number;
}

/** Objects by key, strongly consistent: what a write has answered, every later read and list sees. */
export interface ObjectStore {
  find(key: string): Promise<StoredObject | undefined>;
  /**
   * The bytes [start, end) of an object, in order; the whole object by default.
   * @throws SluiceError ModelArts.72020136 when there is no such object
   */
  read(key: string, range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
  /** Replaces the object whole or not at all: readers never see half of it. */
  write(key: string, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<StoredObject>;
  /** Writes an object unless its key is taken; of several writers exactly one gets true, and its bytes stay. */
  writeNew(key: string, body: Uint8Array): Promise<boolean>;
  /**
   * Copies without moving the bytes through the caller. With an etag, only that content is copied.
   * @throws SluiceError ModelArts.72020136 when there is no such object, or it has another etag
   */
  copy(fromKey: string, toKey: string, condition?: { readonly etag?: string }): Promise<void>;
  /** All objects whose key starts with the prefix, in ascending order of the keys' UTF-8 bytes. */
  list(prefix: string): AsyncIterable<StoredObject>;
  /** Deleting what is not there is no error. */
  delete(keys: readonly string[]): Promise<void>;
}
