import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../src/contract';
import { assertOurMarkup } from './support/markup';
import { ces, record, words } from './support/records';
import { useReport, visible } from './support/report';

const { newProject } = useReport();

describe('what visitors send is text, never markup', () => {
  const corpus = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</blockquote><svg onload=alert(1)>',
    '</title><script>alert(1)</script>',
    '<!--<img src="--><img src=x onerror=alert(1)//">',
    '&lt;script&gt;alert(1)&lt;/script&gt;',
    '<a href="javascript:alert(1)">x</a>',
    '{{alert(1)}}#{alert(1)}<%= alert(1) %>',
    '<style>*{display:none}</style><base href="https://evil.example/">',
    '\u2028<iframe srcdoc="<script>alert(1)</script>">',
  ];
  const hostile = (text: string): FeedbackRecord =>
    record({
      survey: { id: text.slice(0, 64), version: text.slice(0, 64) },
      answers: [
        ces(6, { question: text.slice(0, 64), prompt: text, label: text.slice(0, 120) }),
        words(text),
        {
          question: 'c',
          type: 'choice',
          metric: 'custom',
          value: [text.slice(0, 100)],
          prompt: text,
          label: text.slice(0, 120),
        },
        { question: 'm', type: 'matrix', value: { [text.slice(0, 40)]: text.slice(0, 60) }, prompt: text },
      ],
      context: { ...record().context, url: text, referrer: text, title: text, release: text, tz: text.slice(0, 60) },
      respondent: {
        userKey: text,
        segment: text.slice(0, 64),
        traits: { [text.slice(0, 40)]: text },
        contact: { email: text, name: text, wantsReply: true },
      },
      data: { [text.slice(0, 40)]: text },
    });

  it.each(corpus)('%s', async (text) => {
    const one = hostile(text);
    const { name, page } = await newProject([one]);
    const query = encodeURIComponent(text);
    const paths = [
      `/report/p/${name}`,
      `/report/p/${name}/volume`,
      `/report/p/${name}/s/${one.id}`,
      `/report/p/${name}?q=${query}&survey=${query}&before=${query}`,
    ];
    for (const path of paths) assertOurMarkup(await page(path));
    const shown = visible(await page(`/report/p/${name}`)).replace(/\s/g, '');
    expect(shown).toContain(text.replace(/\s/g, ''));
  });

  it('a page address that is no web address does not become a link', async () => {
    for (const url of [
      'javascript:alert(1)',
      'data:text/html,<script>alert(1)</script>',
      'file:///etc/passwd',
      ' javascript:alert(1)',
    ]) {
      const { name, page } = await newProject([record({ context: { ...record().context, url } })]);
      expect(await page(`/report/p/${name}`)).not.toMatch(/href="\s*(javascript|data|file):/i);
    }
  });

  it('a web address opens without telling where it was found', async () => {
    const { name, page } = await newProject([record()]);
    expect(await page(`/report/p/${name}`)).toMatch(
      /href="https:\/\/shop\.example\/checkout" rel="noreferrer noopener nofollow"/,
    );
  });
});
