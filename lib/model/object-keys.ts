/** Where objects lie; the only place that spells keys. Shards are numbered with five digits so that keys sort. */
export const objectKeys = {
  inbox: (workspace: string, connection: string): string => `inbox/${workspace}/${connection}/`,
  connectionManifest: (workspace: string, connection: string): string =>
    `inbox/${workspace}/${connection}/connection.json`,
  datasetVersion: (workspace: string, dataset: string, version: number): string =>
    `datasets/${workspace}/${dataset}/v${version}/`,
  datasetManifest: (workspace: string, dataset: string, version: number): string =>
    `datasets/${workspace}/${dataset}/v${version}/manifest.json`,
  datasetPart: (workspace: string, dataset: string, version: number, part: number): string =>
    `datasets/${workspace}/${dataset}/v${version}/${partName(part)}`,
  /** Where the files of a version lie that its records name. */
  datasetMedia: (workspace: string, dataset: string, version: number): string =>
    `datasets/${workspace}/${dataset}/v${version}/media/`,
  runSpec: (run: string): string => `runs/${run}/spec.json`,
  stage: (run: string, stage: number): string => `runs/${run}/${stage}/`,
  stagePlan: (run: string, stage: number): string => `runs/${run}/${stage}/plan.json`,
  planPage: (run: string, stage: number, page: number): string =>
    `runs/${run}/${stage}/plan-${padded(page)}.json`,
  shardOutput: (run: string, stage: number, shard: number, attempt: number): string =>
    `runs/${run}/${stage}/${padded(shard)}.${attempt}.jsonl`,
  /** Of files that a shard has made. */
  shardMedia: (run: string, stage: number, shard: number, attempt: number): string =>
    `runs/${run}/${stage}/media/${padded(shard)}.${attempt}/`,
  shardKeys: (run: string, stage: number, shard: number, attempt: number): string =>
    `runs/${run}/${stage}/${padded(shard)}.${attempt}.keys`,
  shardEdges: (run: string, stage: number, shard: number, attempt: number): string =>
    `runs/${run}/${stage}/${padded(shard)}.${attempt}.edges`,
  shardNumbers: (run: string, stage: number, shard: number, attempt: number): string =>
    `runs/${run}/${stage}/${padded(shard)}.${attempt}.numbers`,
  shardMembers: (run: string, stage: number, shard: number, attempt: number): string =>
    `runs/${run}/${stage}/${padded(shard)}.${attempt}.members`,
  shardDrops: (run: string, stage: number, shard: number, attempt: number): string =>
    `runs/${run}/${stage}/${padded(shard)}.${attempt}.drops`,
  /** What the attempts at a shard have found out so far. */
  shardProgress: (run: string, stage: number, shard: number): string =>
    `runs/${run}/${stage}/${padded(shard)}.progress.json`,
  /** Prefix of all that the attempts at a shard have left. */
  shardObjects: (run: string, stage: number, shard: number): string =>
    `runs/${run}/${stage}/${padded(shard)}.`,
  /** What a shard waits for that is postponed. */
  shardWait: (run: string, stage: number, shard: number): string =>
    `runs/${run}/${stage}/${padded(shard)}.wait.json`,
  shardOutcome: (run: string, stage: number, shard: number, attempt: number): string =>
    `runs/${run}/${stage}/${padded(shard)}.${attempt}.json`,
  changes: (run: string, operator: string, shard: number): string =>
    `runs/${run}/changes/${operator}/${padded(shard)}.jsonl`,
  folder: (run: string): string => `runs/${run}/`,
  operatorChanges: (run: string, operator: string): string => `runs/${run}/changes/${operator}/`,
  changesOf: (run: string): string => `runs/${run}/changes/`,
  rejects: (run: string, stage: number, shard: number): string =>
    `runs/${run}/rejects/${stage}-${padded(shard)}.jsonl`,
  rejectsOf: (run: string): string => `runs/${run}/rejects/`,
  /** The messages of an array job. */
  workList: (run: string, stage: number, hash: string): string => `runs/${run}/${stage}/jobs/${hash}.json`,
  report: (run: string): string => `runs/${run}/report/report.json`,
  clusters: (run: string, operator: string, shard: number): string =>
    `runs/${run}/report/clusters/${operator}/${padded(shard)}.jsonl`,
  operatorClusters: (run: string, operator: string): string => `runs/${run}/report/clusters/${operator}/`,
  clustersOf: (run: string): string => `runs/${run}/report/clusters/`,
  problems: (run: string): string => `runs/${run}/report/problems.json`,
  log: (run: string): string => `runs/${run}/log.jsonl`,
  /** What a model has answered, by a hash of the question. */
  modelAnswer: (hash: string): string => `cache/models/${hash.slice(0, 2)}/${hash}.json`,
  /** The batches of questions that a model's service has been given, by a hash of the questions and the number of the try. */
  modelBatch: (hash: string, number: number): string => `cache/models/batches/${hash}-${number}.json`,
  commandClaim: (workspace: string, key: string): string => `commands/${workspace}/${key}.json`,
} as const;

/** `part-00000.jsonl`. */
export const partName = (part: number): string => `part-${padded(part)}.jsonl`;

const padded = (count: number): string => String(count).padStart(5, '0');

/** The workspace, connection and file of an uploaded object's key; undefined when it is not under `inbox/`. */
export const parseInboxKey = (
  key: string,
): { readonly workspace: string; readonly connection: string; readonly file: string } | undefined => {
  const match = /^inbox\/([^/]+)\/([^/]+)\/(.+)$/.exec(key);
  if (match === null) return undefined;
  const [, workspace = '', connection = '', file = ''] = match;
  return { workspace, connection, file };
};
