import type { Language } from '../../words';
import type { Sentences } from '../sentences';
import { de } from './de';
import { en } from './en';
import { es } from './es';
import { ja } from './ja';
import { ko } from './ko';
import type { ShopTheme } from './themes';

export const shopSentences: { [language in Language]: Sentences<ShopTheme> } = { en, ko, de, ja, es };
export type { ShopTheme } from './themes';
