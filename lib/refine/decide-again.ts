import { RevisionConflict } from '../ports/document-store.ts';

const tries = 5;

/** Does again what another writer was faster than: it reads again and decides again. */
export const decideAgain = async <Result>(decide: () => Promise<Result>): Promise<Result> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await decide();
    } catch (error) {
      if (!(error instanceof RevisionConflict) || attempt === tries) throw error;
    }
  }
};
