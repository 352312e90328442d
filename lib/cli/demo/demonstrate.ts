import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openBucket } from '../../adapters/open-bucket.ts';
import { overrideSetting } from '../../config.ts';
import { type LocalCloud, startLocalCloud } from '../../local/start-local-cloud.ts';
import { objectKeys } from '../../model/object-keys.ts';
import type { ObjectStore } from '../../ports/object-store.ts';
import type { Item } from '../api/add-item-commands.ts';
import { callApi } from '../api/call-api.ts';
import { followRun } from '../api/follow-run.ts';
import { readRecipe } from '../read-recipe.ts';
import { inTemporaryFolder } from '../temporary-folder.ts';
import { type OutputOptions, printNote, printValue } from '../terminal/output.ts';
import { followConnection } from '../upload/follow-connection.ts';
import { uploadFolder } from '../upload/upload-folder.ts';
import { compareRecords } from './compare-records.ts';
import { type Demonstration, demonstrationText } from './demonstration-text.ts';

const folder = fileURLToPath(new URL('../../../demo/', import.meta.url));
const file = 'questions-and-answers.jsonl';
const workspace = 'default';
const connection = 'demo-upload';
const source = 'demo-questions';
const output = 'demo-questions-clean';
const shownRecords = 3;

/**
 * Starts the local cloud in a temporary folder, uploads the shipped questions and answers with an S3 client, refines them,
 * shows what came of it, and leaves nothing behind.
 */
export const demonstrate = (options: OutputOptions): Promise<void> =>
  inTemporaryFolder({ name: 'sluice-demo' }, async (dataDirectory) => {
    printNote('1 of 4  starting the local cloud: S3, SQS, DynamoDB and the functions of serverless.yml');
    const cloud = await startLocalCloud({ dataDirectory, port: 0 });
    try {
      overrideSetting('SLUICE_ENDPOINT', cloud.endpoints.api);
      const shown = await showAll(cloud);
      printValue(shown, () => demonstrationText(shown), options);
    } finally {
      await cloud.stop();
    }
  });

const showAll = async (cloud: LocalCloud): Promise<Demonstration> => {
  const { endpoints, region, credentials, bucket } = cloud;
  const objects = openBucket(bucket, { endpoint: endpoints.s3, region, credentials });
  const imported = await importDemo(objects);
  const refined = await refineDemo();

  printNote('4 of 4  done\n');
  const version = await callApi<Item>({ path: `/datasets/${output}/versions/1` });
  const { traces } = await callApi<{ readonly traces: readonly Item[] }>({
    path: '/traces',
    query: { limit: 100 },
  });
  return {
    run: refined,
    report: await callApi({ path: `/runs/${refined}/report` }),
    records: await compareRecords(objects, {
      before: `${objectKeys.inbox(workspace, connection)}${file}`,
      after: objectKeys.datasetPart(workspace, output, 1, 0),
      changes: objectKeys.changesOf(refined),
      count: shownRecords,
    }),
    dataset: {
      name: output,
      address: `s3://${bucket}/${String(version['address'])}`,
      records: version['sample_count'],
    },
    import: imported,
    traces: traces.toReversed(),
  };
};

const importDemo = async (objects: ObjectStore): Promise<string> => {
  printNote(`2 of 4  uploading ${file} and connection.json; the upload starts validation and import`);
  const manifest = { datasetType: 'single-turn', datasetName: source, name: 'demo' };
  await uploadFolder({
    objects,
    workspace,
    connection,
    folder,
    files: [file],
    manifest,
    onProgress: () => {},
  });
  const run = await followConnection(connection, workspace);
  return String(run['id']);
};

const refineDemo = async (): Promise<string> => {
  printNote('3 of 4  refining through the recipe in demo/recipe.yaml');
  const recipe = await readRecipe(join(folder, 'recipe.yaml'));
  const body = { dataset: source, recipe, output: { dataset: output } };
  const task = await callApi<Item>({ method: 'POST', path: '/refine-jobs', body });
  const run = await callApi<Item>({ method: 'POST', path: `/refine-jobs/${String(task['id'])}/start` });
  const id = String(run['id']);
  await followRun(id, workspace);
  return id;
};
