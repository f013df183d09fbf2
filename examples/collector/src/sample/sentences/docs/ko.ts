import type { Sentences } from '../sentences';
import type { DocsTheme } from './themes';

export const ko: Sentences<DocsTheme> = {
  themes: {
    examples: {
      word: '예제',
      low: [
        '{item} 예제가 하나도 없어서 추측으로 했습니다.',
        '예제가 그대로는 실행되지 않아요.',
        '전체 코드가 담긴 예제가 있으면 좋겠습니다.',
      ],
      high: ['예제를 그대로 복사하니 바로 됐습니다.'],
    },
    outdated: {
      word: '버전',
      low: ['이전 버전 설명이에요. 지금은 옵션 이름이 다릅니다.', '어느 버전 기준인지 적어 주세요.'],
    },
    search: {
      word: '검색',
      low: ['{item} 검색하면 변경 내역만 나옵니다.', '{min}분 동안 검색하다가 다른 곳에서 찾았어요.'],
    },
    plans: {
      word: '요금제',
      low: ['유료 요금제에서만 되는 기능이라는 말이 없네요.', '무료 요금제 한도가 어디에도 안 적혀 있어요.'],
    },
  },
  praise: [
    '찾던 내용이 그대로 있었어요.',
    '짧고 정확해서 좋습니다.',
    '{min}분 만에 설정을 끝냈습니다.',
    '표로 정리돼 있어서 한눈에 들어와요.',
  ],
  more: { low: ['보완 부탁드립니다.', '반나절을 썼네요.'], high: ['감사합니다.', '팀에도 공유했어요.'] },
  items: ['웹훅', 'SSO', '속도 제한', '페이지 나누기', 'CLI'],
  days: ['월요일', '수요일', '금요일'],
};
