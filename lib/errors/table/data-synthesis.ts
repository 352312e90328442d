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
      en: 'This kind of synthesis makes several answers to each question, and the number asked for is out of range.',
      zh: '此类合成会为每个问题生成多个答案，而所填数量超出范围。',
    },
    remedy: {
      en: 'Ask for 2 to 20 answers to each question.',
      zh: '每个问题填写 2 到 20 个答案。',
    },
  },
  'ModelArts.72020121': {
    status: 400,
    retry: 'never',
    places: [],
    message: { en: 'The target num should equal 1.', zh: '目标数必须为 1。' },
    description: {
      en: 'This kind of synthesis makes exactly one answer to each question.',
      zh: '此类合成为每个问题只生成一个答案。',
    },
    remedy: {
      en: 'Set the number of targets to 1, or choose a data set type with ranked answers.',
      zh: '将目标数设为 1，或选择带排序答案的数据集类型。',
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
      en: 'What the synthesis is to produce is not described in a way that fits the chosen data set type.',
      zh: '对合成产物的描述与所选数据集类型不符。',
    },
    remedy: {
      en: 'Name one output field for each field of the data set type, with its kind.',
      zh: '按数据集类型的每个字段填写一个输出字段及其类型。',
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
      en: 'The synthesis has no model to call.',
      zh: '合成没有可以调用的模型。',
    },
    remedy: {
      en: 'Give the address and the name of a model in the parameters of the operator.',
      zh: '在算子参数中填写模型的地址和名称。',
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
