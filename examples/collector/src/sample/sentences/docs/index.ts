import type { Language } from '../../words';
import type { Sentences } from '../sentences';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { ja } from './ja';
import { ko } from './ko';
import type { DocsTheme } from './themes';

export const docsSentences: { [language in Language]: Sentences<DocsTheme> } = { en, ko, de, ja, es };
export type { DocsTheme } from './themes';
