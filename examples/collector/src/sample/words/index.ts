import { de } from './de';
import { en } from './en';
import { es } from './es';
import { ja } from './ja';
import { ko } from './ko';
import type { Words } from './words';

export type Language = 'en' | 'ko' | 'de' | 'ja' | 'es';

/** One more language is a file here, a line here, and sentences for each project that has it. */
export const words: { [language in Language]: Words } = { en, ko, de, ja, es };

export type { Words } from './words';
