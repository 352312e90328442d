import { defineErrors } from './define-errors.ts';

/** Errors of what refining rests on: storage, services, resource pools, logs, agencies. */
export const refiningServiceErrors = defineErrors('Smart Refining', {
  'ModelArts.72020000': {
    status: 500,
    retry: 'backoff',
    places: [],
    message: { en: 'Internal Server Error.', zh: '服务器内部错误。' },
    description: {
      en: 'Something failed that has no code of its own; the cause is in the log of the system, not in this message.',
      zh: '发生了没有专门错误码的故障；原因记录在系统日志中，不在此消息里。',
    },
    remedy: {
      en: 'Try again; if it happens again, look for the request id in the log and report it.',
      zh: '请重试；若再次发生，请在日志中查找请求编号并反馈。',
    },
  },
  'ModelArts.72020067': {
    status: 503,
    retry: 'backoff',
    places: ['reason'],
    message: { en: 'read obs error, reason:[xxx]', zh: '读取对象存储出错，原因：[xxx]' },
    description: {
      en: 'An object could not be read from the bucket although it should be there.',
      zh: '存储桶中应有的对象未能读出。',
    },
    remedy: {
      en: 'Check that the object store is up and the bucket is reachable; reads are tried again with growing pauses.',
      zh: '确认对象存储运行正常且存储桶可达；读取会以逐渐加长的间隔自动重试。',
    },
  },
  'ModelArts.72020070': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'The log path is not exist.', zh: '日志路径未找到。' },
    description: {
      en: 'The run has no log object: it has not written one yet, or the log has expired.',
      zh: '该运行没有日志对象：尚未写入，或日志已过期。',
    },
    remedy: {
      en: 'Wait until the run has begun its first stage; for old runs, start the task again to get a new log.',
      zh: '等运行进入第一个阶段；若是旧的运行，重新启动任务以获得新日志。',
    },
  },
  'ModelArts.72020076': {
    status: 503,
    retry: 'backoff',
    places: [],
    message: { en: 'The data management service is abnormal.', zh: '数据管理服务出现异常。' },
    description: {
      en: 'The table that holds data sets and tasks could not be reached or refused the request.',
      zh: '保存数据集和任务的数据表无法访问或拒绝了请求。',
    },
    remedy: {
      en: 'Check that the table service is up; the request can safely be repeated.',
      zh: '确认数据表服务正常；该请求可以放心重复。',
    },
  },
  'ModelArts.72020079': {
    status: 503,
    retry: 'backoff',
    places: [],
    message: { en: 'The operator management service is abnormal.', zh: '算子管理服务出现异常。' },
    description: {
      en: 'The catalogue of operators could not be loaded.',
      zh: '算子目录未能加载。',
    },
    remedy: {
      en: 'Try again in a minute; if it stays so, check the deployment of the refining functions.',
      zh: '一分钟后重试；若仍失败，检查精炼函数的部署。',
    },
  },
  'ModelArts.72020080': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'The operators cpuArch does not match ModelArts cpuArch.',
      zh: '算子的 cpuArch 与 ModelArts 的 cpuArch 不一致。',
    },
    description: {
      en: 'The operator was built for another processor than the chosen compute environment has.',
      zh: '算子所针对的处理器架构与所选计算环境不同。',
    },
    remedy: {
      en: 'Choose a compute environment with the processor of the operator (x86_64 or arm64).',
      zh: '选择处理器架构与算子一致（x86_64 或 arm64）的计算环境。',
    },
  },
  'ModelArts.72020081': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'Get ModelArts cpuArch failed. Please check the status of the ModelArts resource pool.',
      zh: '未能获取 ModelArts 的 cpuArch，请检查 ModelArts 资源池的状态。',
    },
    description: {
      en: 'Which processor the compute environment has could not be found out.',
      zh: '无法得知计算环境的处理器架构。',
    },
    remedy: {
      en: 'See that the batch compute environment exists, is enabled and valid.',
      zh: '确认批处理计算环境存在、已启用且状态有效。',
    },
  },
  'ModelArts.72020087': {
    status: 500,
    retry: 'never',
    places: [],
    message: {
      en: 'Parameter settings are incorrect. Please adjust the parameter settings.',
      zh: '参数设置有误，请调整参数设置。',
    },
    description: {
      en: 'Parameters that are each valid do not go together, or do not suit the data they met.',
      zh: '各参数单独合法，但彼此冲突，或与实际数据不相适应。',
    },
    remedy: {
      en: 'Compare the parameters with `sluice operators ID`, and try them on a few records with `sluice op`.',
      zh: '对照 `sluice operators 算子编号` 检查参数，并用 `sluice op` 在少量记录上试验。',
    },
  },
  'ModelArts.72020091': {
    status: 500,
    retry: 'backoff',
    places: [],
    message: {
      en: 'Internal service error. Contact technical support.',
      zh: '服务内部错误，请联系技术支持人员。',
    },
    description: {
      en: 'A worker broke down in the middle of a stage; its shard was not taken into the result.',
      zh: '某个处理单元在阶段执行中崩溃，其分片未计入结果。',
    },
    remedy: {
      en: "Retry the run: only unfinished shards are done again. If it fails once more, report it with the run's log.",
      zh: '重试该运行，只会重做未完成的分片；若再次失败，请附运行日志反馈。',
    },
  },
  'ModelArts.72020092': {
    status: 500,
    retry: 'backoff',
    places: ['service'],
    message: { en: 'The dependent service [xxx] is error.', zh: '依赖的服务 [xxx] 出错。' },
    description: {
      en: 'A service that the operator calls, such as a model endpoint, answered with a failure.',
      zh: '算子调用的服务（例如模型端点）返回了失败。',
    },
    remedy: {
      en: 'Check the health and quota of the service that the message names, then retry the run.',
      zh: '检查消息所指服务的健康状况和配额，然后重试运行。',
    },
  },
  'ModelArts.72020107': {
    status: 400,
    retry: 'backoff',
    places: ['task', 'node'],
    message: {
      en: 'List analysis files failed for task [xxx] node [xxx].',
      zh: '列出分析文件失败，任务 [xxx]，节点 [xxx]。',
    },
    description: {
      en: "The files with an operator's changes and rejects could not be listed.",
      zh: '未能列出某算子的变更和拒绝记录文件。',
    },
    remedy: {
      en: 'Check that the bucket is reachable and that the folder of the run has not expired.',
      zh: '确认存储桶可达，且该运行的目录未过期。',
    },
  },
  'ModelArts.72020108': {
    status: 400,
    retry: 'backoff',
    places: ['path'],
    message: {
      en: 'Get analysis file details failed for path [xxx].',
      zh: '获取分析文件内容失败，路径 [xxx]。',
    },
    description: {
      en: 'A file of the run report was listed but could not be opened.',
      zh: '运行报告中的文件已列出，但未能打开。',
    },
    remedy: {
      en: 'Check that the object in the message still exists and may be read.',
      zh: '确认消息所指的对象仍存在且有读取权限。',
    },
  },
  'ModelArts.72020109': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'The total analysis file size exceed max download limit.',
      zh: '分析文件的总大小超出单次下载的上限。',
    },
    description: {
      en: 'The files chosen for download are together larger than one download may be.',
      zh: '所选文件合计超过了单次下载允许的大小。',
    },
    remedy: {
      en: 'Download fewer files at once, or read them from the bucket directly.',
      zh: '减少每次下载的文件，或直接从存储桶读取。',
    },
  },
  'ModelArts.72020131': {
    status: 403,
    retry: 'never',
    places: [],
    message: {
      en: 'Only services deployed in the public resource pool are supported.',
      zh: '只支持公共资源池中部署的服务。',
    },
    description: {
      en: 'The model service that the operator is to call runs in a place from which it may not be used.',
      zh: '算子要调用的模型服务部署在不允许使用的位置。',
    },
    remedy: {
      en: 'Deploy the model to a shared endpoint and give the address of that one.',
      zh: '将模型部署到共享端点，并填写该端点的地址。',
    },
  },
  'ModelArts.72020132': {
    status: 403,
    retry: 'never',
    places: [],
    message: {
      en: 'Current user is not authorized, please create agency first.',
      zh: '当前用户尚无授权，请先创建委托。',
    },
    description: {
      en: 'The user has no agency, so a refining task may not read or write their data.',
      zh: '该用户没有委托，精炼任务不能读写其数据。',
    },
    remedy: {
      en: 'Have an administrator link the user to an agency for the buckets of the task, then start it again.',
      zh: '请管理员为该用户关联可访问任务存储桶的委托，再启动任务。',
    },
  },
  'ModelArts.72020133': {
    status: 500,
    retry: 'backoff',
    places: [],
    message: { en: 'Fail to get agency info. Please try again later.', zh: '未能获取委托信息，请稍后再试。' },
    description: {
      en: 'The role through which a refining task reaches its data could not be looked up.',
      zh: '未能查询到精炼任务用于访问数据的委托角色。',
    },
    remedy: {
      en: 'Make sure that the user is linked to an agency, then start the task again.',
      zh: '确认该用户已关联委托，然后重新启动任务。',
    },
  },
  'ModelArts.72020138': {
    status: 400,
    retry: 'never',
    places: ['model'],
    message: { en: 'Can not find [xxx] models in preset asset.', zh: '预置资产里没有 [xxx] 模型。' },
    description: {
      en: 'An operator asks for a model that is not among those that come with the deployment.',
      zh: '算子需要的模型不在部署附带的模型之列。',
    },
    remedy: {
      en: 'Choose a model that is listed, or add the missing one to the models of the deployment.',
      zh: '选用已列出的模型，或将缺少的模型加入部署。',
    },
  },
});
