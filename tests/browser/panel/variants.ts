import { DESKTOP, PHONE } from './session';

export const NARROW = { ...PHONE, viewport: { width: 320, height: 640 } };

/** Every width in both directions. Of the languages from left to right each width has one. */
export const variants = [
  { name: 'a desktop, en', context: { ...DESKTOP, lang: 'en' } },
  { name: 'a desktop, from right to left, ar', context: { ...DESKTOP, lang: 'ar', dir: 'rtl' } },
  { name: 'a phone of 390 px, ko', context: { ...PHONE, lang: 'ko' } },
  { name: 'a phone of 390 px, from right to left, ar', context: { ...PHONE, lang: 'ar', dir: 'rtl' } },
  { name: '320 px, en', context: { ...NARROW, lang: 'en' } },
  { name: '320 px, from right to left, ar', context: { ...NARROW, lang: 'ar', dir: 'rtl' } },
];
