import { defineErrors } from './define-errors.ts';

/** Errors of the settings of data synthesis. */
export const dataSynthesisErrors = defineErrors('Smart Refining', {
  'ModelArts.72020118': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'Record num should be more than 0 and less equal than 10w.',
      zh: '记录数必须大于 0 且不超过 10 万。',
    },
    description: {
      en: 'The synthesis is asked for no record, or for more than it makes in one task.',
      zh: '要求合成的记录数为零，或超过单个任务的上限。',
    },
    remedy: {
      en: 'Ask for 1 to 100,000 records; use several tasks for more.',
      zh: '填写 1 到 100000；更多的记录请分成几个任务。',
    },
  },
  'ModelArts.72020119': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'Concurrency num should be more than 0 and less equal than 500.',
      zh: '并发数必须大于 0 且不超过 500。',
    },
    description: {
      en: 'The number of model calls at the same time is out of range.',
      zh: '同时进行的模型调用数超出范围。',
    },
    remedy: {
      en: 'Choose between 1 and 500 calls, and no more than the model endpoint serves.',
      zh: '在 1 到 500 之间选择，并且不超过模型端点的承受能力。',
    },
  },
  'ModelArts.72020120': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'The target num should be more than 1 and less equal than 20.',
      zh: '目标数必须大于 1 且不超过 20。',
    },
    description: {
      en: 'This scenario makes several pairs of each record, and the number asked for is out of range.',
      zh: '该场景会从每条记录生成多个问答对，而所填数量超出范围。',
    },
    remedy: {
      en: 'Ask for 2 to 20 pairs of each record.',
      zh: '每条记录填写 2 到 20 个问答对。',
    },
  },
  'ModelArts.72020121': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'The target num should equal 1.', zh: '目标数必须为 1。' },
    description: {
      en: 'This scenario rewrites each record into exactly one pair.',
      zh: '该场景将每条记录改写为恰好一个问答对。',
    },
    remedy: {
      en: 'Leave `target_num` out or set it to 1, or choose a scenario that makes several pairs of a record.',
      zh: '不填 `target_num` 或将其设为 1，或选择可从一条记录生成多个问答对的场景。',
    },
  },
  'ModelArts.72020122': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'The output parameters of the synthesis task are incorrect.',
      zh: '合成任务的输出参数有误。',
    },
    description: {
      en: 'What is asked for cannot come out: the scenario is not for records of this type, or a hyperparameter changes the form or the length of the answer; `parameter` and `reason` say which.',
      zh: '所要求的输出无法得到：场景不适用于该类型的记录，或某个超参数改变了回答的形式或长度；具体见 `parameter` 和 `reason`。',
    },
    remedy: {
      en: 'Choose a scenario for the type of the data set: `qa-from-text` for pre-trained text, the others for single-turn Q&A. Leave out hyperparameters that the operator sets itself, and give `max_tokens` a length of 1 or more.',
      zh: '按数据集类型选择场景：预训练文本用 `qa-from-text`，单轮问答用其他场景。不要填写由算子自行设置的超参数，`max_tokens` 至少为 1。',
    },
  },
  'ModelArts.72020123': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'Invalid synthesis config.', zh: '合成配置不合法。' },
    description: {
      en: 'The settings of the synthesis lack a part or contradict one another; `reason` says which.',
      zh: '合成设置缺少某一部分或互相矛盾，具体见 `reason`。',
    },
    remedy: {
      en: 'Start from the example of the operator and change one setting at a time.',
      zh: '从算子的示例出发，逐项修改设置。',
    },
  },
  'ModelArts.72020124': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'The model is not configured.', zh: '尚未配置模型。' },
    description: {
      en: 'The operator has no model to ask: none is named, the deployment has none, or its service refuses the key.',
      zh: '算子没有可用的模型：未指定模型、部署未配置模型，或服务拒绝了密钥。',
    },
    remedy: {
      en: 'Name a model in the parameters of the operator, and have whoever runs the deployment set the address of the service and a valid key.',
      zh: '在算子参数中指定模型，并由部署的管理者设置服务地址和有效密钥。',
    },
  },
  'ModelArts.72020125': {
    status: 400,
    retry: 'never',
    places: [],
    message: {
      en: 'The sample input length should be less than 20.',
      zh: '样例输入的数量必须小于 20。',
    },
    description: {
      en: 'More examples were given for the model to imitate than fit into one request.',
      zh: '供模型模仿的样例多于一次请求可容纳的数量。',
    },
    remedy: {
      en: 'Keep at most 19 examples, the most different ones.',
      zh: '最多保留 19 个差异较大的样例。',
    },
  },
});
