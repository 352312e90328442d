import { RevisionConflict } from '../ports/document-store.ts';

const mostTries = 5;

/** Reads and decides anew while another writer is faster. */
export const decideAgain = async <T>(decide: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries++) {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof RevisionConflict) || tries === mostTries) throw error;
    }
  }
};
