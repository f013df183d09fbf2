import en, { type Locale } from '../../../widget/locales/en';
import more from '../../../widget/locales/en-more';

/** Both parts of English, as the panel has them once its second chunk is there. */
const english: Locale = { ...more, ...en };
export default english;
