import type { Sentences } from '../sentences';
import type { DocsTheme } from './themes';

export const en: Sentences<DocsTheme> = {
  themes: {
    examples: {
      word: 'example',
      low: [
        'No example of the request with {item}. I had to guess.',
        'The example does not run: a variable is never set.',
        'Please add an example for {item}.',
        'A full example would have saved me {min} minutes.',
      ],
      high: ['The example worked as it stands. Rare!', 'Copied the example, changed two lines, done.'],
    },
    outdated: {
      word: 'version',
      low: [
        'This is for the old version. The option has another name now.',
        'Which version is this page about? Mine has no such menu.',
        'The screenshot is {n} versions behind.',
      ],
    },
    search: {
      word: 'search',
      low: ['Search for {item} gives the changelog first.', 'I searched for {min} minutes and found it on a forum.'],
      high: ['Search took me right to the line.'],
    },
    plans: {
      word: 'plan',
      low: [
        'Says nowhere that {item} needs the paid plan.',
        'On the free plan I hit the limit on {day} and the page does not explain it.',
        'Half of this is not in my plan.',
      ],
      high: ['Worth the plan for {item} alone.'],
    },
  },
  praise: [
    'Exactly what I was looking for.',
    'Short and complete. Thank you for not writing a novel.',
    'The table of options is great.',
    'Set it up in {min} minutes.',
    'Clear steps, and they are in the right order.',
    'Best page about {item} that I have read.',
  ],
  more: {
    low: ['Otherwise good docs.', 'Happy to help with a fix.', 'Lost half a day to it.'],
    high: ['Thanks!', 'Sent it to my team.', 'Next I will read about {item}.'],
  },
  items: [
    'webhooks',
    'single sign-on',
    'rate limits',
    'pagination',
    'audit logs',
    'the CLI',
    'retries',
    'service accounts',
  ],
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'],
};
