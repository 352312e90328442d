import { defineErrors } from './define-errors.ts';

/** Errors of operators: their parameters, packages, versions, files and dependencies. */
export const operatorErrors = defineErrors('Smart Refining', {
  'ModelArts.72090002': {
    status: 400,
    retry: 'never',
    places: ['reason'],
    message: { en: 'operation is unsupported, reason: xxx', zh: '不支持该操作，原因：xxx' },
    description: {
      en: 'What was asked for cannot be done with this operator or task as it stands.',
      zh: '以该算子或任务的现状，无法执行所请求的操作。',
    },
    remedy: {
      en: 'Do what the reason in the message calls for first, then repeat the action.',
      zh: '先按消息中的原因处理，再重复操作。',
    },
  },
  'ModelArts.72090005': {
    status: 400,
    retry: 'never',
    places: ['parameter', 'reason'],
    message: { en: 'parameter xxx is invalid, reason: xxx', zh: '参数 xxx 不合法，原因：xxx' },
    description: {
      en: 'A parameter of an operator request has a value that it may not have.',
      zh: '算子相关请求的某个参数取了不允许的值。',
    },
    remedy: {
      en: 'Change the parameter as the reason in the message says.',
      zh: '按消息中的原因修改该参数。',
    },
  },
  'ModelArts.72090006': {
    status: 400,
    retry: 'never',
    places: ['manifest', 'reason'],
    message: {
      en: 'parse operator manifest xxx failed, reason: xxx',
      zh: '解析算子清单 xxx 失败，原因：xxx',
    },
    description: {
      en: "An operator's manifest could not be read as one.",
      zh: '算子的清单文件无法按清单格式读取。',
    },
    remedy: {
      en: 'Correct the place that the reason points to and package the operator again.',
      zh: '修改原因所指之处，重新打包算子。',
    },
  },
  'ModelArts.72090007': {
    status: 400,
    retry: 'never',
    places: ['parameter', 'reason'],
    message: {
      en: 'operator parameter xxx is invalid, reason: xxx',
      zh: '算子参数 xxx 不合法，原因：xxx',
    },
    description: {
      en: 'A parameter in the recipe is unknown to its operator, of the wrong kind, or out of range.',
      zh: '配方中的某个参数不被算子所知、类型不对或超出范围。',
    },
    remedy: {
      en: '`sluice operators ID` shows every parameter with its kind, range and default.',
      zh: '用 `sluice operators 算子编号` 查看各参数的类型、范围和默认值。',
    },
  },
  'ModelArts.72090010': {
    status: 400,
    retry: 'never',
    places: ['operator'],
    message: { en: 'operator id xxx already exists', zh: '算子编号 xxx 已被使用' },
    description: {
      en: 'Another operator is registered under this id, and ids are never used twice.',
      zh: '已有算子以此编号注册，编号不会重复使用。',
    },
    remedy: {
      en: 'Give the new operator an id of its own, or publish it as a new version of the old one.',
      zh: '为新算子另取编号，或将其作为原算子的新版本发布。',
    },
  },
  'ModelArts.72090011': {
    status: 400,
    retry: 'never',
    places: ['operator'],
    message: { en: 'operator xxx does not exist', zh: '没有算子 xxx' },
    description: {
      en: 'No operator is registered under the id that was asked for.',
      zh: '没有以所请求编号注册的算子。',
    },
    remedy: {
      en: 'Take the id from `sluice operators`.',
      zh: '从 `sluice operators` 取得编号。',
    },
  },
  'ModelArts.72090012': {
    status: 400,
    retry: 'never',
    places: ['operator', 'version'],
    message: {
      en: 'operator [xxx] version [xxx] does not exist',
      zh: '算子 [xxx] 没有版本 [xxx]',
    },
    description: {
      en: 'The operator is known, but not in the version that was asked for.',
      zh: '有该算子，但没有所请求的版本。',
    },
    remedy: {
      en: 'Use a version that is listed for the operator, or leave the version out for the newest.',
      zh: '选用该算子已列出的版本，或不写版本以使用最新版。',
    },
  },
  'ModelArts.72090015': {
    status: 400,
    retry: 'never',
    places: ['operator', 'reason'],
    message: {
      en: 'update operator [xxx] failed, reason: [xxx]',
      zh: '更新算子 [xxx] 失败，原因：[xxx]',
    },
    description: {
      en: 'The new version of the operator was refused; the old one stays in use.',
      zh: '算子的新版本被拒绝，继续使用旧版本。',
    },
    remedy: {
      en: 'Correct what the reason names and send the update again.',
      zh: '改正原因所指之处后重新提交更新。',
    },
  },
  'ModelArts.72090019': {
    status: 400,
    retry: 'never',
    places: ['operator', 'version'],
    message: { en: 'operator [{0}] version [{1}] format error', zh: '算子 [{0}] 的版本号 [{1}] 格式有误' },
    description: {
      en: 'The version is not written as versions are.',
      zh: '版本号的写法不正确。',
    },
    remedy: {
      en: 'Write the version as three numbers with dots, such as 1.2.0.',
      zh: '用点分隔的三个数字书写版本号，例如 1.2.0。',
    },
  },
  'ModelArts.72090020': {
    status: 400,
    retry: 'never',
    places: ['operator', 'version'],
    message: { en: 'operator [{0}] version [{1}] is too old', zh: '算子 [{0}] 的版本 [{1}] 过旧' },
    description: {
      en: 'A newer version of the operator is already there, and versions only go up.',
      zh: '已存在更新的版本，而版本只能递增。',
    },
    remedy: {
      en: 'Raise the version above the newest one that is registered.',
      zh: '将版本号提高到已注册的最新版本之上。',
    },
  },
  'ModelArts.72090023': {
    status: 400,
    retry: 'never',
    places: ['package'],
    message: { en: 'operator package [{0}] format error', zh: '算子包 [{0}] 格式有误' },
    description: {
      en: 'The package of the operator is not an archive of the expected layout.',
      zh: '算子包不是预期结构的归档文件。',
    },
    remedy: {
      en: 'Package the operator again with its manifest at the root of the archive.',
      zh: '将清单放在归档根目录下，重新打包算子。',
    },
  },
  'ModelArts.72090024': {
    status: 400,
    retry: 'never',
    places: ['address', 'reason'],
    message: { en: 'invalid obs url: [{0}], reason: [{1}]', zh: '对象存储地址 [{0}] 不合法，原因：[{1}]' },
    description: {
      en: 'The text is not the address of an object or a folder in a bucket.',
      zh: '该文本不是存储桶中对象或文件夹的地址。',
    },
    remedy: {
      en: 'Write it as `s3://bucket/key`, `obs://bucket/key` or `/bucket/key`.',
      zh: '写成 `s3://桶/键`、`obs://桶/键` 或 `/桶/键`。',
    },
  },
  'ModelArts.72090025': {
    status: 400,
    retry: 'never',
    places: ['file', 'limit'],
    message: {
      en: 'operator file [{0}] size exceeds limit [{1}]',
      zh: '算子文件 [{0}] 的大小超出限制 [{1}]',
    },
    description: {
      en: 'A file that belongs to an operator, such as a word list, is larger than may be loaded.',
      zh: '算子所用的文件（例如词表）大于可加载的大小。',
    },
    remedy: {
      en: 'Make the file smaller or split it over several operators of the recipe.',
      zh: '缩小该文件，或拆分给配方中的多个算子使用。',
    },
  },
  'ModelArts.72090026': {
    status: 403,
    retry: 'never',
    places: ['reason'],
    message: { en: 'read obs error, reason:[{0}]', zh: '无法读取对象存储，原因：[{0}]' },
    description: {
      en: 'An object that an operator needs, such as a word list, may not be read or is not there.',
      zh: '算子所需的对象（例如词表）无权读取或不存在。',
    },
    remedy: {
      en: 'Check the address, and that the agency of the user may read that bucket.',
      zh: '核对地址，并确认用户的委托有权读取该存储桶。',
    },
  },
  'ModelArts.72090027': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'please purchase first before use', zh: '须先购买才能使用' },
    description: {
      en: 'The operator calls a paid service that the account has not subscribed to.',
      zh: '算子调用的付费服务尚未开通。',
    },
    remedy: {
      en: 'Subscribe to the service with the account, or use an operator that does without.',
      zh: '为账号开通该服务，或改用不依赖它的算子。',
    },
  },
  'ModelArts.72090028': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'Parameter settings are incorrect. Please adjust the parameter settings',
      zh: '参数设置有误，请调整参数设置',
    },
    description: {
      en: 'The operator met its parameters at run time and found that it cannot work with them.',
      zh: '算子在运行时发现无法按所给参数工作。',
    },
    remedy: {
      en: 'Read `parameter` and `reason` in the details and change that parameter.',
      zh: '查看详情中的 `parameter` 和 `reason`，修改相应参数。',
    },
  },
  'ModelArts.72090029': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'Data parsing error. For details, see the log', zh: '数据解析出错，详见日志' },
    description: {
      en: 'An operator came upon a record that it could not take apart.',
      zh: '算子遇到无法解析的记录。',
    },
    remedy: {
      en: "Find the record by file and line in the run's rejects, correct it in the source, and import again.",
      zh: '在运行的拒绝记录中按文件和行号找到该记录，修改源数据后重新导入。',
    },
  },
  'ModelArts.72090030': {
    status: 400,
    retry: 'never',
    places: ['permission'],
    message: {
      en: 'The permission [{0}] is incorrect. Please configure the permission',
      zh: '权限 [{0}] 有误，请配置权限',
    },
    description: {
      en: 'A permission that the operator needs is missing, or the given one is not a permission at all.',
      zh: '缺少算子所需的权限，或所给的权限并不存在。',
    },
    remedy: {
      en: 'Grant the permission that the message names to the agency of the user.',
      zh: '将消息所指的权限授予用户的委托。',
    },
  },
  'ModelArts.72091001': {
    status: 400,
    retry: 'never',
    places: ['file'],
    message: { en: 'read file [{0}] failed', zh: '无法读取文件 [{0}]' },
    description: {
      en: 'A file could not be opened or read: it is missing, damaged, or not a file.',
      zh: '文件无法打开或读取：缺失、损坏，或根本不是文件。',
    },
    remedy: {
      en: 'Check the path and the rights on it, and that the file opens with other programs.',
      zh: '检查路径及其访问权限，并确认该文件能用其他程序打开。',
    },
  },
  'ModelArts.72091010': {
    status: 403,
    retry: 'never',
    places: ['resource', 'dependency'],
    message: {
      en: 'The dependent resource [{0}] is incorrect. Ensure that the [{1}] is normal',
      zh: '依赖的资源 [{0}] 有误，请确保 [{1}] 正常',
    },
    description: {
      en: 'Something that the operator needs, such as model weights, could not be had.',
      zh: '算子需要的资源（例如模型权重）无法取得。',
    },
    remedy: {
      en: 'Make the resource in the message available to the workers, then retry the run.',
      zh: '使消息所指的资源可供处理单元使用，然后重试运行。',
    },
  },
  'ModelArts.72091011': {
    status: 500,
    retry: 'backoff',
    places: [],
    message: {
      en: 'Internal service error. Contact technical support',
      zh: '服务内部错误，请联系技术支持人员',
    },
    description: {
      en: 'An operator failed in a way that its authors did not foresee.',
      zh: '算子以作者未预料的方式失败。',
    },
    remedy: {
      en: 'Retry the run; if the same operator fails again, leave it out and report it with the log.',
      zh: '重试运行；若同一算子再次失败，请暂时去掉它并附日志反馈。',
    },
  },
  'ModelArts.72091012': {
    status: 403,
    retry: 'backoff',
    places: ['service', 'dependency'],
    message: {
      en: 'The dependent service [{0}] is incorrect. Check whether the service [{1}] is normal',
      zh: '依赖的服务 [{0}] 有误，请检查服务 [{1}] 是否正常',
    },
    description: {
      en: 'A service that the operator calls refused the call or did not answer.',
      zh: '算子调用的服务拒绝了请求或没有响应。',
    },
    remedy: {
      en: 'Check that the service in the message is up and lets the agency of the user call it.',
      zh: '确认消息所指的服务正常，并允许用户的委托调用。',
    },
  },
});
