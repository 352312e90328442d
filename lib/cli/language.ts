import { setting } from '../config.ts';
import type { Language } from '../errors/table/index.ts';

/** The language that people are spoken to in: the one they asked for, else that of their machine. */
export const languageOf = ({ lang }: { readonly lang?: Language }): Language =>
  lang ?? (/^zh/i.test(setting('LANG', 'en')) ? 'zh' : 'en');
