import { defineErrors } from './define-errors.ts';

/** Errors of data sets and their versions. */
export const dataManagementErrors = defineErrors('Data Management', {
  'ModelArts.72010021': {
    status: 500,
    retry: 'backoff',
    places: ['service'],
    message: { en: 'base server [{0}] is unavailable', zh: '基础服务 [{0}] 当前无法使用' },
    description: {
      en: 'A service that data sets rest on, such as the object store or the table, gave no answer.',
      zh: '数据集所依赖的服务（如对象存储或数据表）没有响应。',
    },
    remedy: {
      en: 'Check that the service in the message is up and reachable; work that was under way is tried again by itself.',
      zh: '确认消息所指的服务正常且可达；进行中的工作会自动重试。',
    },
  },
  'ModelArts.72010035': {
    status: 500,
    retry: 'backoff',
    places: ['reason'],
    message: { en: 'obs client failed caused by [{0}]', zh: '对象存储客户端出错，原因：[{0}]' },
    description: {
      en: 'A call to the object store did not succeed, for the reason in the message.',
      zh: '对对象存储的一次调用没有成功，原因见消息。',
    },
    remedy: {
      en: 'Check the endpoint, the credentials and the network between Sluice and the bucket.',
      zh: '检查存储端点、凭据以及到存储桶的网络。',
    },
  },
  'ModelArts.72010065': {
    status: 500,
    retry: 'never',
    places: ['reason'],
    message: { en: 'parse model info failed, caused by [{0}]', zh: '模型信息解析失败，原因：[{0}]' },
    description: {
      en: 'The description of a model could not be understood, for the reason in the message.',
      zh: '无法读懂模型的描述信息，原因见消息。',
    },
    remedy: {
      en: 'Correct the model description so that it is valid JSON with the documented fields.',
      zh: '修改模型描述，使其为字段齐全的合法 JSON。',
    },
  },
  'ModelArts.72010001': {
    status: 400,
    retry: 'never',
    places: ['dataset'],
    message: {
      en: 'dataset name [{0}] already exists (including soft-deleted)',
      zh: '数据集名称 [{0}] 已被占用（包括已软删除的数据集）',
    },
    description: {
      en: 'The name belongs to another data set of the workspace, perhaps one that was deleted but not yet for good.',
      zh: '该名称属于工作空间中的另一个数据集，也可能是尚未彻底删除的数据集。',
    },
    remedy: {
      en: 'Choose another name, or permanently delete the data set that holds it.',
      zh: '换一个名称，或彻底删除占用该名称的数据集。',
    },
  },
  'ModelArts.72010068': {
    status: 500,
    retry: 'backoff',
    places: ['dataset'],
    message: {
      en: 'generate table md5 failed. datasetName is [{0}].',
      zh: '生成数据表 MD5 失败，数据集名称为 [{0}]。',
    },
    description: {
      en: 'The checksums of the data set version could not be computed because a part of it could not be read whole.',
      zh: '数据集版本的某个分片未能完整读取，因此无法计算校验和。',
    },
    remedy: {
      en: 'See that every part that the manifest lists is in the bucket with its listed size, then run the task again.',
      zh: '确认清单所列的每个分片都在存储桶中且大小一致，再重新运行任务。',
    },
    variants: {
      'dataset-info': {
        message: {
          en: 'generate dataset info failed. datasetName is [{0}].',
          zh: '生成数据集信息失败，数据集名称为 [{0}]。',
        },
        description: {
          en: 'The manifest that describes the data set version could not be put together or written.',
          zh: '描述数据集版本的清单未能生成或写入。',
        },
        remedy: {
          en: 'Check the properties given for the data set and that Sluice may write to its folder, then run the task again.',
          zh: '检查为数据集填写的属性以及对其目录的写权限，再重新运行任务。',
        },
      },
    },
  },
  'ModelArts.72010067': {
    status: 500,
    retry: 'backoff',
    places: ['dataset'],
    message: {
      en: 'Get metatable from obs error, datasetName is [{0}].',
      zh: '从对象存储读取元数据表出错，数据集名称为 [{0}]。',
    },
    description: {
      en: "The version's manifest is missing from the bucket or could not be read.",
      zh: '存储桶中缺少该版本的清单，或清单无法读取。',
    },
    remedy: {
      en: 'See whether manifest.json is still in the folder of the version; restore it or use another version.',
      zh: '查看版本目录中是否还有 manifest.json，将其恢复或改用其他版本。',
    },
  },
  'ModelArts.72010003': {
    status: 404,
    retry: 'never',
    places: ['dataset', 'workspace'],
    message: {
      en: 'dataset [{0}] not found in workspace [{1}]',
      zh: '未找到数据集 [{0}]，所查工作空间为 [{1}]',
    },
    description: {
      en: 'The workspace has no data set, or no such version of it, under the name that was asked for.',
      zh: '该工作空间中没有所请求名称的数据集或其版本。',
    },
    remedy: {
      en: 'Compare the name with `sluice datasets list`, and pass `--workspace` if it lives in another one.',
      zh: '与 `sluice datasets list` 对照名称；若在别的工作空间，请用 `--workspace` 指定。',
    },
  },
  'ModelArts.72010022': {
    status: 500,
    retry: 'never',
    places: ['dataset', 'reason'],
    message: {
      en: 'Failed to bring the dataset [{0}] offline, caused by [{1}]',
      zh: '数据集 [{0}] 下线失败，原因：[{1}]',
    },
    description: {
      en: 'The data set stays online: something still uses it, or its state does not allow the change.',
      zh: '数据集仍在线：还有任务在使用它，或其状态不允许下线。',
    },
    remedy: {
      en: 'Wait for, or stop, the tasks that use the data set, then take it offline again.',
      zh: '等待或停止使用该数据集的任务后再次下线。',
    },
  },
  'ModelArts.72010074': {
    status: 500,
    retry: 'backoff',
    places: [],
    message: { en: 'Permanently deleting the dataset failed.', zh: '彻底删除数据集失败。' },
    description: {
      en: 'Not every object of the data set could be deleted, so it is still listed as deleted but restorable.',
      zh: '数据集的部分对象未能删除，因此它仍处于可恢复的已删除状态。',
    },
    remedy: {
      en: 'Check that Sluice may delete objects in the bucket, then delete permanently once more.',
      zh: '确认有权删除存储桶中的对象，然后再次执行彻底删除。',
    },
  },
});
