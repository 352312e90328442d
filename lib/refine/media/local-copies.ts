import type { MediaWorkspace } from './media-workspace.ts';

/** Files that are worked on, downloaded when they are first asked for. */
export interface LocalCopies {
  /** The path of an object's copy. */
  open(key: string): Promise<string>;
  /** Takes all of them away, with what lies beside them. */
  release(): Promise<void>;
}

export const createLocalCopies = (workspace: MediaWorkspace): LocalCopies => {
  const paths = new Map<string, Promise<string>>();
  return {
    open: (key) => {
      const path = paths.get(key) ?? workspace.download(key);
      paths.set(key, path);
      return path;
    },
    release: async () => {
      for (const path of await Promise.allSettled(paths.values())) {
        if (path.status === 'fulfilled') await workspace.release(path.value);
      }
    },
  };
};
