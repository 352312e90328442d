import { chmodSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';

/** The DynamoDB server that an optional dependency brings; undefined where there is none for the platform. */
export const findDynoxide = (packageName = '@dynoxide/linux-x64'): string | undefined => {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  try {
    const path = createRequire(import.meta.url).resolve(`${packageName}/dynoxide`);
    makeExecutable(path);
    return path;
  } catch {
    return undefined;
  }
};

/** Some package managers lose the permission on the way. */
const makeExecutable = (path: string): void => {
  const { mode } = statSync(path);
  if ((mode & 0o111) === 0) chmodSync(path, mode | 0o755);
};
