/** What a reply says beside the team's own words. */
export interface ReplyWords {
  /** The address of the site, or its name. */
  subject(site: string): string;
  /** Above the visitor's own words. */
  youWrote(date: string, site: string): string;
  whyYou: string;
}

const en: ReplyWords = {
  subject: (site) => `Your feedback to ${site}`,
  youWrote: (date, site) => `On ${date} you wrote to ${site}:`,
  whyYou: 'You asked for this reply when you sent your feedback.',
};

const ko: ReplyWords = {
  subject: (site) => `${site}에 보내 주신 의견에 답변드립니다`,
  youWrote: (date, site) => `${date} ${site}에 보내 주신 의견:`,
  whyYou: '의견을 보내실 때 답변을 요청하셔서 보내 드립니다.',
};

const byLanguage: { [language: string]: ReplyWords } = { en, ko };

/** The words of the language that the form was shown in, else English; `language` is the one they are in. */
export const replyWords = (locale: string): { words: ReplyWords; language: string } => {
  const language = locale.toLowerCase().split('-')[0]!;
  const words = Object.hasOwn(byLanguage, language) ? byLanguage[language] : undefined;
  return words ? { words, language } : { words: en, language: 'en' };
};
