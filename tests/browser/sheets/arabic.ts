import type { Survey } from '../../../src/contract/types';
import { cesSurvey } from '../../../src/survey/ces';
import { presets } from '../../../src/survey/presets';
import english from '../../unit/survey/english';

/** Questions in Arabic, to look at a panel from right to left. The buttons stay English: there is no Arabic locale yet. */
const words = {
  ...english,
  title: 'رأيك',
  more: 'ماذا تود أن تقول لنا؟',
  cesStem: 'إلى أي مدى توافق؟',
  cesStatement: '{site} سهّل علي ما جئت من أجله.',
  agree: ['لا أوافق بشدة', 'لا أوافق', 'لا أوافق إلى حد ما', 'محايد', 'أوافق إلى حد ما', 'أوافق', 'أوافق بشدة'],
  csat: 'ما مدى رضاك عن {subject}؟',
  satisfied: ['غير راض إطلاقا', 'غير راض', 'محايد', 'راض', 'راض جدا'],
  nps: 'ما مدى احتمال أن توصي صديقا باستخدام {site}؟',
  likely: ['غير محتمل إطلاقا', 'محتمل جدا'],
  category: 'عن ماذا رأيك؟',
  categories: ['مشكلة', 'فكرة', 'ثناء', 'سؤال'],
  difficult: 'ما الذي جعله صعبا؟',
  wrong: 'ما الذي لم يعجبك؟',
  reason: 'ما السبب الرئيسي لتقييمك؟',
};

export const arabic: { [name: string]: Survey } = { ...presets(words), ces: cesSurvey(words) };
