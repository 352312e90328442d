import type { TextModels } from '../../model/text-models.ts';
import type { BatchStore } from './batches/batch-tries.ts';
import { configuredChat } from './configured-chat.ts';
import { configuredJudges } from './configured-judges.ts';

/**
 * The models that the settings name. Each is made when it is first looked at, so that a wrong setting stands in the way
 * of those alone who ask a model.
 */
export const textModels = (answers?: BatchStore): TextModels => {
  let chat: ReturnType<typeof configuredChat> | undefined;
  let judges: ReturnType<typeof configuredJudges> | undefined;
  const chatPart = () => (chat ??= configuredChat(answers));
  const judgePart = () => (judges ??= configuredJudges(answers));
  return {
    get chat() {
      return chatPart().chat;
    },
    get batches() {
      return chatPart().batches;
    },
    get chatModels() {
      return chatPart().chatModels;
    },
    get judges() {
      return judgePart().judges;
    },
    get preferredJudge() {
      return judgePart().preferredJudge;
    },
  } as TextModels; // what is not configured is undefined here and absent in the type, which nobody can tell apart
};
