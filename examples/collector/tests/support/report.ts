import { afterAll, beforeAll } from 'vitest';
import type { CollectorOptions, Project, Store } from '../../src/app';
import type { FeedbackRecord } from '../../src/contract';
import { SHOP, type TestCollector, TOKEN, testCollector, testStore } from './collector';
import { batch } from './records';

/** A minute after the time of `record()`. */
export const NOW = Date.parse('2026-11-22T10:01:00.000Z');

/** Asks like a browser that is signed in. */
export const browser = (collector: TestCollector) => {
  let cookie = '';
  const get = async (path: string) => collector.app.request(path, { headers: { Cookie: cookie } });
  const signIn = async () => {
    const response = await collector.app.request(`/report?token=${TOKEN}`);
    cookie = response.headers.get('Set-Cookie')!.split(';')[0]!;
    return response;
  };
  const page = async (path: string) => {
    if (!cookie) await signIn();
    const response = await get(path);
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}`);
    return response.text();
  };
  return { get, signIn, page };
};

/** The text of a page as a person sees it. */
export const visible = (page: string) =>
  page
    .replaceAll('<wbr>', '')
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ');

/** A store for one test file, and collectors on it. */
export const useReport = () => {
  let store: Store;
  let projects = 0;
  beforeAll(async () => {
    store = await testStore();
  });
  afterAll(() => store.close());

  return {
    collector: (options: Partial<CollectorOptions>) => testCollector(store, options),
    /** A project of its own for each test, so that they see only their own rows. It is a minute after the records were made. */
    async newProject(records: FeedbackRecord[] = [], clock: () => number = () => NOW, settings: Partial<Project> = {}) {
      const name = `project-${++projects}`;
      const collector = testCollector(store, { projects: { [name]: { origins: [SHOP], ...settings } }, clock });
      const sentAt = new Date(clock()).toISOString();
      for (let from = 0; from < records.length; from += 20) {
        const response = await collector.post(batch(records.slice(from, from + 20), { project: name, sentAt }));
        const answer = await response.text();
        if (/rejected|retry/.test(answer)) throw new Error(answer);
      }
      return { name, collector, ...browser(collector) };
    },
  };
};
