import type { Sentences } from '../sentences';
import { en } from './en';
import { ko } from './ko';
import type { BankTheme } from './themes';

export const bankSentences: { ko: Sentences<BankTheme>; en: Sentences<BankTheme> } = { ko, en };
export type { BankTheme } from './themes';
