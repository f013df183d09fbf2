import en, { type Locale } from '../../../widget/locales/en';
import more from '../../../widget/locales/en-more';
import questions from '../../../widget/locales/en-questions';

/** All parts of English, as the panel has them once all its chunks are there. */
const english: Locale = { ...questions, ...more, ...en };
export default english;
