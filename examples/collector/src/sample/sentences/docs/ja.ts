import type { Sentences } from '../sentences';
import type { DocsTheme } from './themes';

export const ja: Sentences<DocsTheme> = {
  themes: {
    examples: {
      word: 'サンプル',
      low: ['{item}のサンプルがありません。', 'サンプルがそのままでは動きません。'],
      high: ['サンプルがそのまま動きました。'],
    },
    outdated: { word: 'バージョン', low: ['古いバージョンの説明です。', 'どのバージョンの話か書いてください。'] },
    search: { word: '検索', low: ['{item}を検索しても変更履歴しか出ません。'] },
    plans: { word: 'プラン', low: ['有料プランが必要だとは書かれていませんでした。'] },
  },
  praise: [
    '探していた内容でした。',
    '短くて分かりやすいです。',
    '{min}分で設定できました。',
    '手順が明確で助かりました。',
  ],
  more: { low: ['追記をお願いします。'], high: ['ありがとうございます。'] },
  items: ['Webhook', 'シングルサインオン', '監査ログ', 'CLI'],
  days: ['月曜日', '水曜日', '金曜日'],
};
