import type { Survey } from '../../../src/contract/types';

const text = (en: string, ko: string, ar: string) => ({ en, ko, ar });

/** What no survey of the gallery has: a greeting, titles of pages, an end with a link, a review link, links for help. */
export const more: { [name: string]: Survey } = {
  links: {
    id: 'links',
    version: '1',
    mode: 'journey',
    title: text('Your order', '주문', 'طلبكم'),
    greet: true,
    questions: [
      {
        id: 'thumbs',
        type: 'scale',
        metric: 'thumbs',
        scale: { min: 0, max: 1, direction: 'higher_better', positive: [1, 1] },
        look: 'thumbs',
        prompt: text('Would you come again?', '다시 방문하시겠습니까?', 'هل ستزوروننا مرة أخرى؟'),
        labels: [text('No', '아니요', 'لا'), text('Yes', '예', 'نعم')],
        bands: [0, 0],
      },
      {
        id: 'rows',
        type: 'matrix',
        prompt: text('How satisfied are you with…', '다음에 얼마나 만족하시나요?', 'ما مدى رضاكم عن…'),
        rows: [
          { id: 'price', label: text('Prices', '가격', 'الأسعار') },
          { id: 'packing', label: text('Packaging', '포장', 'التغليف') },
        ],
        columns: [
          { id: 'low', label: text('Not at all', '전혀', 'أبدًا') },
          { id: 'high', label: text('Very', '매우', 'جدًا') },
        ],
      },
      {
        id: 'words',
        type: 'text',
        prompt: text('What would you like to tell us?', '하고 싶은 말씀을 들려주세요.', 'ما الذي تودون إخبارنا به؟'),
      },
    ],
    pages: [
      { id: 'one', title: text('Your visit', '방문', 'زيارتكم'), questions: ['thumbs'] },
      { id: 'two', title: text('In detail', '자세히', 'بالتفصيل'), questions: ['rows', 'words'] },
    ],
    helpLinks: [
      { label: text('Where is my order?', '주문 조회', 'أين طلبي؟'), url: '/orders' },
      { label: text('Sending something back', '반품하기', 'إرجاع منتج'), url: '/returns' },
    ],
    reviewLink: { label: text('Write a review', '후기 남기기', 'اكتبوا تقييمًا'), url: 'https://example.com/review' },
    ends: [
      {
        id: 'end',
        title: text('Thank you for telling us', '말씀해 주셔서 감사합니다', 'شكرًا لإخبارنا'),
        text: text('We look at every one of these.', '모든 의견을 읽어 봅니다.', 'نقرأ كل ما يصلنا.'),
        link: { label: text('What we changed', '달라진 점', 'ما الذي غيّرناه'), url: '/changed' },
      },
    ],
  } as Survey,
};
