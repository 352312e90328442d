import type { ModelDemand } from '../../model/model-share.ts';
import type { JudgeProvider, TextJudge, TextModels } from '../../model/text-models.ts';

/** Who judges where a recipe says so, or leaves it to the deployment; undefined for the word lists, and for nobody. */
export const findJudge = (
  provider: 'configured' | 'lexicon' | JudgeProvider,
  { judges, preferredJudge }: TextModels,
): TextJudge | undefined => {
  const name = provider === 'configured' ? preferredJudge : provider;
  return name === undefined || name === 'lexicon' ? undefined : judges?.[name];
};

/** What is asked of a judge for a whole run: about each record, once for so many bytes of it. */
export const demandOfJudge = (judge: TextJudge | undefined): ModelDemand | undefined =>
  judge?.pace === undefined ? undefined : { ...judge.pace, madeOfOne: 1 };
