import { defineErrors } from './define-errors.ts';

/** Errors of manual calibration, where people label and correct records. */
export const manualCalibrationErrors = defineErrors('Manual Calibration', {
  'ModelArts.72041001': {
    status: 403,
    retry: 'never',
    places: [],
    message: { en: 'You do not have permission to do this operation!', zh: '您没有执行此操作的权限！' },
    description: {
      en: 'No policy of the user allows the action, or the task no longer accepts it; `reason` says which.',
      zh: '用户的策略不允许该操作，或任务已不再接受该操作，具体见 `reason`。',
    },
    remedy: {
      en: 'Ask an administrator for a policy that allows the action in this workspace.',
      zh: '请管理员授予在该工作空间执行此操作的策略。',
    },
  },
  'ModelArts.72041020': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'Dataset bound to the task record num exceeds the limit!',
      zh: '任务绑定的数据集记录数超过上限！',
    },
    description: {
      en: 'The chosen data set version has more records than one calibration task can hold.',
      zh: '所选数据集版本的记录数多于一个校准任务可容纳的数量。',
    },
    remedy: {
      en: 'Make a smaller version first, by sampling or filtering, and bind that one.',
      zh: '先通过抽样或筛选生成较小的版本，再绑定该版本。',
    },
  },
  'ModelArts.72041015': {
    status: 409,
    retry: 'never',
    places: [],
    message: { en: 'Batch task name is already exist!', zh: '批次任务名称重复！' },
    description: {
      en: 'Another batch task of this workspace has the same name.',
      zh: '该工作空间中已有同名的批次任务。',
    },
    remedy: {
      en: 'Give the batch task a name that is not in use.',
      zh: '为批次任务取一个未被使用的名称。',
    },
  },
  'ModelArts.72041037': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'Dataset size is empty', zh: '数据集大小为空' },
    description: {
      en: 'The data set that the task is to calibrate holds no records.',
      zh: '待校准的数据集中没有任何记录。',
    },
    remedy: {
      en: 'Bind a data set version with at least one record.',
      zh: '绑定至少含有一条记录的数据集版本。',
    },
  },
  'ModelArts.72041016': {
    status: 404,
    retry: 'never',
    places: [],
    message: { en: 'Batch task does not exist!', zh: '没有这个批次任务！' },
    description: {
      en: 'This workspace has no batch task with the id that was asked for; it may have been deleted.',
      zh: '该工作空间没有此编号的批次任务，可能已被删除。',
    },
    remedy: {
      en: 'Take the id from the list of batch tasks, and check the workspace.',
      zh: '从批次任务列表中取得编号，并核对工作空间。',
    },
  },
  'ModelArts.72042010': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'The current task status does not allow dataset generation.',
      zh: '任务处于当前状态时不能生成数据集。',
    },
    description: {
      en: 'The calibration task is still being set up, or its setting up failed, so there is nothing to make a data set of.',
      zh: '校准任务仍在创建或创建失败，还没有可生成数据集的内容。',
    },
    remedy: {
      en: 'Wait until the task can be worked on; create it anew if its creation failed.',
      zh: '等任务可以开始标注后再操作；若创建失败，请重新创建。',
    },
  },
  'ModelArts.72042011': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'Dataset is being generated and cannot be operated.',
      zh: '数据集生成过程中不能进行操作。',
    },
    description: {
      en: 'The results of the calibration task are just being written as a data set version.',
      zh: '校准任务的结果正在写成数据集版本。',
    },
    remedy: {
      en: 'Wait for the version to appear, or stop its generation, then repeat the action.',
      zh: '等版本生成完毕或停止生成后再操作。',
    },
  },
  'ModelArts.72042012': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'No data record meets the filter criteria. Therefore, the dataset cannot be generated.',
      zh: '没有记录满足筛选条件，因此不能生成数据集。',
    },
    description: {
      en: 'The filter that chooses which calibrated records go into the data set lets none through.',
      zh: '用于挑选已校准记录的筛选条件没有选中任何记录。',
    },
    remedy: {
      en: 'Loosen the filter, or calibrate more records first.',
      zh: '放宽筛选条件，或先校准更多记录。',
    },
  },
  'ModelArts.72042013': {
    status: 500,
    retry: 'backoff',
    places: [],
    message: {
      en: 'Failed to stop dataset generation, please try again later.',
      zh: '未能停止数据集生成，请稍后再试。',
    },
    description: {
      en: 'The request to stop could not be recorded; the generation goes on.',
      zh: '停止请求未能记录，生成仍在继续。',
    },
    remedy: {
      en: 'Ask again to stop; if the version is already there, delete it instead.',
      zh: '再次请求停止；若版本已经生成，可直接删除该版本。',
    },
  },
});
