import { describe, expect, it } from 'vitest';
import type { FeedbackRecord } from '../../src/contract';
import { piecesOf } from '../../src/report/submissions/marked';
import { OTHER } from '../../src/rollup/keys';
import { readSubmissionFilter, submissionQuery } from '../../src/search/filter';
import { reportAs } from '../support/inbox';
import { assertOurMarkup } from '../support/markup';
import { ces, record, words } from '../support/records';
import { NOW, useReport, visible } from '../support/report';

const report = useReport();
const said = (text: string, more: Partial<FeedbackRecord> = {}) => record({ answers: [ces(2), words(text)], ...more });

describe('marks', () => {
  const hits = (text: string, ...terms: string[]) =>
    piecesOf(text, terms)
      .filter(({ hit }) => hit)
      .map((piece) => piece.text);

  it('stand on what is found as it was written, on whole letters', () => {
    expect(hits('로그인이 안 돼요. 로그인!', '로그인')).toEqual(['로그인', '로그인']);
    expect(hits('GRÖSSER', 'grö')).toEqual(['GRÖ']);
    expect(hits('ﾊﾞｽに乗る', 'バス')).toEqual(['ﾊﾞｽ']);
    expect(hits('cafe\u0301s', 'é')).toEqual(['e\u0301']);
    expect(hits('so 👩‍💻 it', '💻')).toEqual(['👩‍💻']);
    expect(hits('log in or sign in', 'log in', 'SIGN')).toEqual(['log in', 'sign']);
    expect(hits('nothing', 'else')).toEqual([]);
  });

  it('leave the text as it is', () => {
    for (const text of ['', 'a b', '로그인 <b>', 'ﾊﾞ\u0301'])
      expect(
        piecesOf(text, ['b', '로'])
          .map((piece) => piece.text)
          .join(''),
      ).toBe(text);
  });
});

describe('the filter', () => {
  it('is the same when its address is read again, and takes nothing that it does not know', () => {
    const query = new URLSearchParams(
      'q=로그인&survey=ces&question=ces&least=1&most=3&language=ko&device=phone&release=1.2&channel=web&touchpoint=pay&tag=slow&theme=5a3b1e00-0000-4000-8000-000000000201&status=new&attachment=1&reply=1',
    );
    const filter = readSubmissionFilter(query);
    expect(new URLSearchParams(submissionQuery(filter)).toString()).toBe(query.toString());
    const nonsense = readSubmissionFilter(
      new URLSearchParams('q=%00&least=1e9&most=x&theme=../x&status=gone&attachment=yes&tag=<b>&else=1'),
    );
    expect(submissionQuery(nonsense)).toEqual([]);
  });
});

describe('the page of all submissions', () => {
  it('says how many are found, marks the words, and has a link without each filter', async () => {
    const { name, page, collector } = await report.newProject([
      said('로그인이 안 돼요', { locale: 'ko' }),
      said('지문 로그인 실패', { locale: 'ko' }),
      said('이체가 느려요', { locale: 'ko' }),
    ]);
    await collector.counted(10_000);
    const html = await page(`/report/p/${name}/submissions?q=${encodeURIComponent('로그인')}&language=ko&least=1`);
    expect(html).toContain('2 submissions');
    expect(html.match(/<mark>로그인<\/mark>/g)).toHaveLength(2);
    const links = [...html.matchAll(/<a class="chip" dir="auto" href="([^"]+)"/g)].map(([, href]) => href);
    expect(links.map((href) => new URL(href!.replaceAll('&amp;', '&'), 'http://x').search)).toEqual([
      '?least=1&language=ko',
      `?q=${encodeURIComponent('로그인')}&language=ko`,
      `?q=${encodeURIComponent('로그인')}&least=1`,
    ]);
    assertOurMarkup(html.replace(/ (?:type="(?:number|date)"|step="1"|rel="next")/g, ''));
  });

  it('narrows down by days of the project, both included, and says what is no day', async () => {
    const { name, page } = await report.newProject([said('today')]);
    expect(await page(`/report/p/${name}/submissions?from=2026-11-22&to=2026-11-22`)).toContain('1 submission<');
    expect(await page(`/report/p/${name}/submissions?to=2026-11-21`)).toContain('0 submissions');
    expect(await page(`/report/p/${name}/submissions?from=nonsense`)).toContain('is no day');
    expect(await page(`/report/p/${name}/submissions?period=7`)).toContain('last 7 days');
    // The form sends the days along that stood in it.
    const both = await page(`/report/p/${name}/submissions?period=7&from=2020-01-01&to=2020-02-01`);
    expect(both).toContain('last 7 days');
    expect(both).toContain('1 submission<');
    // Days that were typed while a name stood there are meant as well.
    const typed = await page(`/report/p/${name}/submissions?was=7&period=7&from=2020-01-01&to=2020-02-01`);
    expect(typed).toContain('2020-01-01');
    expect(typed).toContain('0 submissions');
  });

  it('offers surveys that ask for words only, and no value that stands for all others', async () => {
    const { name, page, collector } = await report.newProject([
      record({ survey: { id: 'only-words', version: '1' }, answers: [words('x')] }),
    ]);
    await collector.counted(10_000);
    await collector.store.database.query(
      `INSERT INTO earshot_keys (project, dimension, month, key, n) VALUES ($1, 'release', '2026-11', $2, 1)`,
      [name, OTHER],
    );
    const html = await page(`/report/p/${name}/submissions`);
    expect(html).toContain('<option value="only-words"');
    expect(html).not.toContain(OTHER);
  });

  it('goes on to older ones with all that is set', async () => {
    const all = Array.from({ length: 30 }, (_, at) => said(`알림 ${at}`));
    const { name, page } = await report.newProject(all);
    const first = await page(`/report/p/${name}/submissions?q=${encodeURIComponent('알림')}`);
    expect(first).toContain('30 submissions');
    const next = /<a class="step" href="([^"]+)" rel="next"/.exec(first)![1]!.replaceAll('&amp;', '&');
    const second = await page(next);
    expect(second.match(/<article/g)).toHaveLength(5);
    expect(second).toContain('30 submissions');
  });

  it('does not find by contact, nor show it, for who only reads', async () => {
    const { name, collector } = await report.newProject([
      said('Please call.', {
        respondent: { contact: { email: 'mia@secret.example', wantsReply: true } },
        consent: { state: 'granted', contact: true },
      }),
    ]);
    await collector.counted(10_000);
    const ask = async (role: 'read' | 'answer') => {
      const app = reportAs(collector.store, { [name]: { origins: [] } }, role, { nowMs: NOW });
      return (await app.request(`/report/p/${name}/submissions?q=secret.exam`)).text();
    };
    expect(await ask('answer')).toContain('1 submission<');
    const read = await ask('read');
    expect(read).toContain('0 submissions');
    expect(read).not.toContain('mia@');
  });

  it('answers any nonsense in its address, and shows words as words', async () => {
    const { name, page } = await report.newProject([said('<script>alert(1)</script>')]);
    const nonsense =
      'q=%3Cscript%3E&survey=%27%22%00&least=-9999&most=9999&before=1~x&theme=%00&release=%5C&period=x&tag=%00';
    expect(visible(await page(`/report/p/${name}/submissions?${nonsense}`))).toContain('Without: “<script>”');
    const found = await page(`/report/p/${name}/submissions?q=%3Cscript`);
    expect(found).toContain('<mark>&lt;script</mark>&gt;');
    expect(found).not.toContain('<script>');
  });
});
