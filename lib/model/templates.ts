/** A ready-made recipe: operators in order, each with its defaults. */
export interface Template {
  readonly id: string;
  readonly name: { readonly en: string; readonly zh: string };
  /** Data set types that it is for. */
  readonly types: readonly string[];
  readonly operators: readonly string[];
}

/** Clean-up that most kinds of text share. */
const anonymizeAndNormalize = [
  'personal-data-anonymization',
  'chinese-conversion',
  'symbol-standardization',
  'sensitive-word-filtering',
  'incomplete-sentence-filtering',
] as const;

const refineDocument = [
  ...anonymizeAndNormalize,
  'ngram-feature-filtering',
  'text-length-filtering',
  'pretrained-text-classification',
] as const;

/** The templates that come with Sluice. Source: guide, table 4-7; the last one, section 4.1.2, scenario 2. */
export const TEMPLATES: readonly Template[] = [
  {
    id: 'word-processing',
    name: { en: 'Word documents', zh: 'Word 文档处理' },
    types: ['document/docx'],
    operators: ['word-extraction', ...refineDocument],
  },
  {
    id: 'pdf-processing',
    name: { en: 'PDF documents', zh: 'PDF 文档处理' },
    types: ['document/pdf'],
    operators: ['pdf-extraction', ...refineDocument],
  },
  {
    id: 'pretrained-text-processing',
    name: { en: 'Text for pre-training', zh: '预训练文本处理' },
    types: ['pretrain'],
    operators: [
      'chinese-conversion',
      'symbol-standardization',
      'ngram-feature-filtering',
      'text-length-filtering',
    ],
  },
  {
    id: 'image-processing',
    name: { en: 'Images', zh: '图片处理' },
    types: ['image'],
    operators: [
      'image-text-extraction',
      'image-metadata-filtering',
      'image-deduplication',
      'dangerous-image-detection',
      'pornographic-image-detection',
      'terrorism-image-detection',
    ],
  },
  {
    id: 'video-processing',
    name: { en: 'Videos', zh: '视频处理' },
    types: ['video'],
    operators: [
      'video-clipping',
      'video-metadata-filtering',
      'video-aspect-ratio-filtering',
      'pornographic-video-detection',
      'terrorism-video-detection',
      'political-video-detection',
      'motion-range-scoring',
      'aesthetics-scoring',
    ],
  },
  {
    id: 'single-turn-process',
    name: { en: 'Single-turn Q&A', zh: '单轮问答处理' },
    types: ['single-turn'],
    operators: [...anonymizeAndNormalize, 'ngram-feature-filtering', 'text-length-filtering'],
  },
  {
    id: 'ranking-process',
    name: { en: 'Ranked answers', zh: '问答排序处理' },
    types: ['ranking'],
    operators: [...anonymizeAndNormalize, 'text-length-filtering'],
  },
  {
    id: 'multi-turn-process',
    name: { en: 'Multi-turn Q&A', zh: '多轮问答处理' },
    types: ['multi-turn'],
    operators: [...anonymizeAndNormalize, 'text-length-filtering'],
  },
  {
    id: 'preference-optimization-process',
    name: { en: 'Preference pairs (DPO)', zh: '偏好优化（DPO）数据处理' },
    types: ['dpo'],
    operators: [...anonymizeAndNormalize, 'text-length-filtering'],
  },
  {
    id: 'raw-corpus-cleaning',
    name: { en: 'Cleaning a raw corpus', zh: '原始语料清洗' },
    types: ['pretrain'],
    operators: [
      'symbol-standardization',
      'text-deduplication',
      'sensitive-word-filtering',
      'text-length-filtering',
      'incomplete-sentence-filtering',
      'pornographic-text-detection',
      'political-text-detection',
      'abusive-text-detection',
      'pretrained-text-classification',
    ],
  },
];
