import type { Random } from './random';
import type { Language } from './words';

/** First names and family names, each with how it reads in a mail address. */
const NAMES: { [language in Language]: { first: string[]; last: string[] } } = {
  en: {
    first: ['Emma', 'Oliver', 'Amelia', 'Noah', 'Grace', 'Leo', 'Ruby', 'Theo', 'Maya', 'Jack'],
    last: ['Walker', 'Bennett', 'Okafor', 'Hughes', 'Patel', 'Morgan', 'Reid', 'Foster'],
  },
  ko: {
    first: [
      '민준 minjun',
      '서연 seoyeon',
      '도윤 doyun',
      '하은 haeun',
      '지호 jiho',
      '수아 sua',
      '현우 hyunwoo',
      '예린 yerin',
    ],
    last: ['김 kim', '이 lee', '박 park', '최 choi', '정 jung', '강 kang', '윤 yoon'],
  },
  de: {
    first: ['Lena', 'Jonas', 'Marie', 'Paul', 'Jana', 'Felix', 'Ute', 'Karl'],
    last: ['Schmidt', 'Weber', 'Huber', 'Brandt', 'Vogel', 'Keller'],
  },
  ja: {
    first: ['葵 aoi', '蓮 ren', '結衣 yui', '陽翔 haruto', '美咲 misaki', '大和 yamato'],
    last: ['佐藤 sato', '鈴木 suzuki', '高橋 takahashi', '田中 tanaka', '伊藤 ito'],
  },
  es: {
    first: ['Lucía lucia', 'Mateo', 'Sofía sofia', 'Diego', 'Valeria', 'Javier'],
    last: ['García garcia', 'López lopez', 'Romero', 'Castro', 'Ortega'],
  },
};

/** An invented name, and the mailbox that goes with it. */
export const nameOf = (random: Random, language: Language): { name: string; mailbox: string } => {
  const parts = (list: string[]) => {
    const [written, read = written!.toLowerCase()] = random.pick(list).split(' ');
    return { written: written!, read };
  };
  const [first, last] = [parts(NAMES[language].first), parts(NAMES[language].last)];
  const name = { ko: `${last.written}${first.written}`, ja: `${last.written} ${first.written}` }[
    language as 'ko' | 'ja'
  ];
  return { name: name ?? `${first.written} ${last.written}`, mailbox: `${first.read}.${last.read}` };
};
