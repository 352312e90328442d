import { defineErrors } from './define-errors.ts';

/** Errors of refining tasks: what they are made of and what their state allows. */
export const refiningTaskErrors = defineErrors('Smart Refining', {
  'ModelArts.72020001': {
    status: 400,
    retry: 'never',
    places: ['operator'],
    message: { en: 'The task operator [xxx] not exist.', zh: '任务算子 [xxx] 未找到。' },
    description: {
      en: 'The recipe names an operator that Sluice does not have.',
      zh: '配方中引用了 Sluice 没有的算子。',
    },
    remedy: {
      en: 'Take the id from `sluice operators`; ids are kebab-case, such as `text-length-filtering`.',
      zh: '从 `sluice operators` 取得算子编号，编号形如 `text-length-filtering`。',
    },
  },
  'ModelArts.72020002': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'The task operator required argument is missing.', zh: '任务算子的必填参数未提供。' },
    description: {
      en: 'An operator of the recipe has a parameter without a default that was not given; the details name both.',
      zh: '配方中某个算子有一个没有默认值的参数未填写，详情中给出了算子和参数。',
    },
    remedy: {
      en: 'Give the parameter; `sluice operators ID` lists those that are required.',
      zh: '补上该参数；必填项见 `sluice operators 算子编号`。',
    },
  },
  'ModelArts.72020008': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'The job is running.', zh: '作业正在运行。' },
    description: {
      en: 'The refining task has a run under way, and a running task can be neither deleted nor changed.',
      zh: '该精炼任务有正在执行的运行，运行期间不能删除或修改任务。',
    },
    remedy: {
      en: 'Stop the run or let it end, then repeat the action.',
      zh: '停止运行或等其结束，再重复操作。',
    },
  },
  'ModelArts.72020020': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'Task not exist.', zh: '运行任务未找到。' },
    description: {
      en: 'This workspace has no run with the id that was asked for.',
      zh: '当前工作空间没有该编号的运行。',
    },
    remedy: {
      en: 'Take the id from `sluice runs list`, and check that the workspace is the right one.',
      zh: '从 `sluice runs list` 取得编号，并确认工作空间无误。',
    },
  },
  'ModelArts.72020022': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'Dataset is not usable.', zh: '数据集当前不可用。' },
    description: {
      en: 'The data set is offline, is still being made, or never came to be, so nothing can be built on it.',
      zh: '数据集已下线、仍在生成或生成失败，不能作为输入。',
    },
    remedy: {
      en: 'Publish the data set again, wait for its version, or choose a version that is online.',
      zh: '重新发布该数据集、等待版本生成，或选择在线的版本。',
    },
  },
  'ModelArts.72020028': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'This template does not exist.', zh: '没有这个模板。' },
    description: {
      en: 'No refining template has the id that was asked for.',
      zh: '没有编号与请求相符的精炼模板。',
    },
    remedy: {
      en: 'Take the id from `sluice templates`, or pass a recipe file instead.',
      zh: '从 `sluice templates` 取得模板编号，或改用配方文件。',
    },
  },
  'ModelArts.72020041': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'Job status is not generating.', zh: '作业未处于生成数据集的状态。' },
    description: {
      en: 'There is no generation to stop: the task is not writing a data set at the moment.',
      zh: '任务此刻没有在写数据集，因此没有可停止的生成过程。',
    },
    remedy: {
      en: 'Look at the status of the task first; stop it only while it generates.',
      zh: '先查看任务状态，仅在生成过程中停止。',
    },
  },
  'ModelArts.72020044': {
    status: 400,
    retry: 'never',
    places: ['reason'],
    message: { en: 'error:xxx', zh: '错误：xxx' },
    description: {
      en: 'The request could not be carried out for the reason in the message, which has no code of its own.',
      zh: '请求因消息所述原因未能执行，该原因没有专门的错误码。',
    },
    remedy: {
      en: 'Act on the reason in the message; if it makes no sense to you, report it with the request id.',
      zh: '按消息所述原因处理；若看不懂，请附上请求编号反馈。',
    },
  },
  'ModelArts.72020045': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'The job is not soft deleted.', zh: '作业尚未软删除。' },
    description: {
      en: 'Only a task that was already deleted, and could still be restored, can be deleted for good.',
      zh: '只有已删除且仍可恢复的任务才能彻底删除。',
    },
    remedy: {
      en: 'Delete the task, then delete it permanently.',
      zh: '先执行普通删除，再执行彻底删除。',
    },
  },
  'ModelArts.72020047': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'The task is in the pending state, please try again later.',
      zh: '任务正在等待运行，请稍后再试。',
    },
    description: {
      en: 'The run has been accepted but none of its stages has been planned yet.',
      zh: '运行已被接受，但还没有任何阶段完成规划。',
    },
    remedy: {
      en: 'Repeat the action once the run shows its first stage as running.',
      zh: '等运行的第一个阶段开始执行后再操作。',
    },
  },
  'ModelArts.72020048': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'The job does not exist.', zh: '没有这个作业。' },
    description: {
      en: 'This workspace has no refining task with the id that was asked for.',
      zh: '当前工作空间没有该编号的精炼任务。',
    },
    remedy: {
      en: 'Take the id from `sluice tasks list`, and check that the workspace is the right one.',
      zh: '从 `sluice tasks list` 取得编号，并确认工作空间无误。',
    },
  },
  'ModelArts.72020050': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'Failed to start job.', zh: '作业启动失败。' },
    description: {
      en: 'The task was found but could not be started as asked.',
      zh: '找到了该任务，但无法按请求启动。',
    },
    remedy: {
      en: 'Check the arguments of the start request, and that the source data set still has its version.',
      zh: '检查启动请求的参数，并确认源数据集的版本仍然存在。',
    },
  },
  'ModelArts.72020051': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'Operation failed. The current job status does not support this operation.',
      zh: '操作未执行，作业处于当前状态时不支持该操作。',
    },
    description: {
      en: 'The action makes sense only in another state of the task: a retry needs a failed one, a start needs one that is at rest.',
      zh: '该操作只适用于任务的其他状态：重试要求任务已失败，启动要求任务未在运行。',
    },
    remedy: {
      en: 'Read the status in the details and choose an action that it allows.',
      zh: '查看详情中的状态，选择该状态允许的操作。',
    },
  },
  'ModelArts.72020052': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'Failed to generate the dataset. The current job status does not support this operation.',
      zh: '数据集未生成，作业处于当前状态时不支持该操作。',
    },
    description: {
      en: 'A data set can be made only from a task whose operators have all finished.',
      zh: '只有全部算子已执行完毕的任务才能生成数据集。',
    },
    remedy: {
      en: 'Let the task finish, or repair and retry it, before generating.',
      zh: '等任务执行完，或修复并重试后再生成。',
    },
  },
  'ModelArts.72020057': {
    status: 400,
    retry: 'never',
    places: ['pattern'],
    message: {
      en: 'The input regular expression[xxx] has security risks, please re-enter.',
      zh: '输入的正则表达式[xxx]有安全隐患，请更换后再输入。',
    },
    description: {
      en: 'The pattern is no valid regular expression, or it could keep a worker busy for ever on an unlucky text.',
      zh: '该表达式不合法，或遇到某些文本时可能使处理无休止地进行。',
    },
    remedy: {
      en: 'Avoid nested repetition such as `(a+)+`, back-references and look-around; try the pattern with `sluice op`.',
      zh: '避免 `(a+)+` 之类的嵌套重复、反向引用和环视，可用 `sluice op` 试验。',
    },
  },
  'ModelArts.72020078': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'The source data set cannot be empty.', zh: '必须指定非空的源数据集。' },
    description: {
      en: 'The task has no source data set, or its source has no record to refine.',
      zh: '任务没有源数据集，或源数据集中没有可精炼的记录。',
    },
    remedy: {
      en: 'Name a data set version that exists and holds records.',
      zh: '指定一个存在且含有记录的数据集版本。',
    },
  },
  'ModelArts.72020100': {
    status: 403,
    retry: 'never',
    places: [],
    message: { en: 'operation is unsupported', zh: '此操作不受支持' },
    description: {
      en: 'The caller may not use this part of the interface.',
      zh: '调用方无权使用接口的这一部分。',
    },
    remedy: {
      en: 'Ask an administrator for a policy that allows the action, or sign in as a user who has one.',
      zh: '请管理员授予相应策略，或改用有权限的用户。',
    },
  },
  'ModelArts.72020128': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'Update cleanJob failed.', zh: '更新精炼作业未成功。' },
    description: {
      en: 'The changes to the refining task were not accepted; the task is as it was.',
      zh: '对精炼任务的修改未被接受，任务保持原样。',
    },
    remedy: {
      en: 'Compare the request with the API description; the details name the field that is at fault.',
      zh: '对照接口说明检查请求，详情中给出了有问题的字段。',
    },
  },
  'ModelArts.72020129': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'CleanJob name is invalid.', zh: '精炼作业的名称不合法。' },
    description: {
      en: 'The name of the refining task breaks the naming rule.',
      zh: '精炼任务的名称不符合命名规则。',
    },
    remedy: {
      en: 'Use 2 to 64 letters, digits, hyphens and underscores, starting with a letter and ending with a letter or digit.',
      zh: '使用 2 至 64 个字母、数字、连字符和下划线，以字母开头，以字母或数字结尾。',
    },
  },
  'ModelArts.72020130': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'CleanJob description is invalid.', zh: '精炼作业的描述不合法。' },
    description: {
      en: 'The description of the refining task is too long or has a character that is not allowed.',
      zh: '精炼任务的描述过长，或含有不允许的字符。',
    },
    remedy: {
      en: 'Keep to 200 letters, digits, spaces, hyphens, underscores, commas, full stops, brackets and colons.',
      zh: '控制在 200 个字符内，只用文字、数字、空格、连字符、下划线、逗号、句号、括号和冒号。',
    },
  },
  'ModelArts.72020136': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'Input file does not exist.', zh: '输入文件未找到。' },
    description: {
      en: 'A file that the work needs is not in the bucket: it never came, or it was deleted since.',
      zh: '工作所需的文件不在存储桶中：从未上传，或之后被删除。',
    },
    remedy: {
      en: 'Upload the file that the details name again, then start once more.',
      zh: '重新上传详情所指的文件后再次启动。',
    },
  },
  'ModelArts.72020137': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'Resuming clean job failed.', zh: '继续执行精炼作业未成功。' },
    description: {
      en: 'The run could not go on from the operator at which it failed, for instance because its intermediate files have expired.',
      zh: '无法从失败的算子处继续，例如中间文件已过期。',
    },
    remedy: {
      en: 'Start the task from the beginning instead of retrying it.',
      zh: '不要重试，改为从头启动该任务。',
    },
  },
  'ModelArts.72020139': {
    status: 400,
    retry: 'never',
    places: ['type', 'supported'],
    message: {
      en: 'Operator does not support dataset type: [xxx]. The supported dataset types: [xxx].',
      zh: '算子不支持数据集类型 [xxx]，支持的类型有 [xxx]。',
    },
    description: {
      en: 'An operator of the recipe cannot work on records of this data set type.',
      zh: '配方中的某个算子无法处理该类型的记录。',
    },
    remedy: {
      en: 'Remove or replace the operator; `sluice operators` shows the types of each.',
      zh: '删除或更换该算子；各算子支持的类型见 `sluice operators`。',
    },
  },
});
