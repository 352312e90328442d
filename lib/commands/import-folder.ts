import { readText } from '../engine/json-object.ts';
import { SluiceError } from '../errors/sluice-error.ts';
import { acceptUpload } from '../import/accept-upload.ts';
import { objectKeys } from '../model/object-keys.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import type { CommandPorts } from './command-ports.ts';
import type { Command } from './command-schema.ts';

type ImportFolder = Extract<Command, { readonly command: 'import-folder' }>;

/** Longer than the function that does commands may take. */
const writeSeconds = 120;

/**
 * With a manifest, writes it as the folder's `connection.json`; what follows is what follows an upload. Without one,
 * looks at the folder again, as if an object had just come.
 * @throws SluiceError ModelArts.72020136 when there is no manifest, 72060085 while an import of the folder is under way
 */
export const importFolder = async (
  ports: CommandPorts,
  command: ImportFolder,
  { key, user }: { readonly key: string; readonly user: string },
): Promise<void> => {
  const { workspace, connection, manifest } = command;
  const manifestKey = objectKeys.connectionManifest(workspace, connection);
  if (manifest === undefined) {
    if ((await ports.objects.find(manifestKey)) === undefined) {
      const reason = 'the folder has none, and the command brings none';
      throw new SluiceError('ModelArts.72020136', { file: 'connection.json', reason });
    }
    return acceptUpload(ports, { workspace, connectionId: connection }, user);
  }
  if (await isWritten(ports, command, key)) return;
  await ports.objects.write(manifestKey, Buffer.from(JSON.stringify(manifest, undefined, 2)));
};

/**
 * Whether an earlier delivery of the command has written the manifest: writing it again would be a new import. The first
 * one leaves a claim; a manifest that is not older than the claim is its work, or a newer one that stays. Both times are
 * the store's, in whole seconds.
 * @throws SluiceError ModelArts.72060001 when the id was another command's; 72060085 while the first may be at it
 */
const isWritten = async (
  { objects, clock }: CommandPorts,
  { workspace, connection }: ImportFolder,
  key: string,
): Promise<boolean> => {
  const claimKey = objectKeys.commandClaim(workspace, key);
  if (await objects.writeNew(claimKey, Buffer.from(JSON.stringify({ connection })))) return false;
  await checkClaim(objects, claimKey, connection);
  const claim = await objects.find(claimKey);
  const manifest = await objects.find(objectKeys.connectionManifest(workspace, connection));
  if (claim === undefined) return false;
  if (manifest !== undefined && manifest.modifiedAt >= claim.modifiedAt) return true;
  if (clock.now() >= claim.modifiedAt + writeSeconds * 1000) return false;
  throw new SluiceError('ModelArts.72060085', { reason: 'the same command is being done elsewhere' });
};

const checkClaim = async (objects: ObjectStore, claimKey: string, connection: string): Promise<void> => {
  const claim: { readonly connection?: unknown } = JSON.parse(await readText(objects, claimKey));
  if (claim.connection === connection) return;
  const reason = 'another folder has been imported with it';
  throw new SluiceError('ModelArts.72060001', { argument: 'id', reason });
};
