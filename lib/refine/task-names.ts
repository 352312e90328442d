import { SluiceError } from '../errors/sluice-error.ts';
import { description as descriptionRule, taskName } from '../model/names.ts';

/**
 * Checks what people call a task (guide, table 4-5).
 * @throws SluiceError ModelArts.72020129 and 72020130
 */
export const requireTaskNames = ({
  name,
  description,
}: {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
}): void => {
  const badName = taskName.optional().safeParse(name).error?.issues[0]?.message;
  if (badName !== undefined)
    throw new SluiceError('ModelArts.72020129', { argument: 'name', reason: badName });
  const badText = descriptionRule.optional().safeParse(description).error?.issues[0]?.message;
  if (badText !== undefined) {
    throw new SluiceError('ModelArts.72020130', { argument: 'description', reason: badText });
  }
};
