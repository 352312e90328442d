import { RevisionConflict } from '../ports/document-store.ts';

const mostTries = 5;

/** Reads and decides anew while another writer is faster. */
export const decideAgain = async <Result>(decide: () => Promise<Result>): Promise<Result> => {
  for (let tries = 1; ; tries++) {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof RevisionConflict) || tries === mostTries) throw error;
    }
  }
};
