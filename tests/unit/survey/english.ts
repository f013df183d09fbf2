import en, { type Locale } from '../../../widget/locales/en';
import more from '../../../widget/locales/en-more';
import news from '../../../widget/locales/en-news';
import questions from '../../../widget/locales/en-questions';

/** All parts of English, as the panel has them once all its chunks are there. */
const english: Locale = { ...questions, ...news, ...more, ...en };
export default english;
