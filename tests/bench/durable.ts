import { DEFAULTS } from '../../src/parse-options';
import { removeProfile, visit } from '../support/browser';
import { freePort } from '../support/free-port';
import { serveFiles, servePages } from '../support/origins';
import { openTab, said, type Tab } from '../support/tab';
import { type Bench, median } from './figures';
import { type Sample, sampler } from './submit-sample';
import { makeWait } from './waiting-records';

const SAMPLES = 30;
const FEW = 10;
const MANY = 10_000;
const HOUR_MS = 3_600_000;

/** `bench:durable`: what a submit costs until it is on the disk, against one bare put, with few and with many waiting. */
export const durable: Bench = async (files) => {
  const assets = await serveFiles(files.folder);
  const pages = await servePages();
  const endpoint = `http://127.0.0.1:${await freePort()}/v1/submissions`; // nobody listens: records wait
  const browser = await visit();
  const open = (project: string) =>
    openTab(browser, pages, assets.url, `/${project}`, {
      before: sampler,
      options: {
        endpoint,
        project,
        maxRecords: 2 * MANY,
        maxBytes: 1e9,
        // One failed attempt and then quiet: no retry of the waiting ones falls into a sample.
        timing: { ...DEFAULTS.timing, backoffBaseMs: HOUR_MS, backoffMaxMs: HOUR_MS },
      },
    });
  /** A page whose queue holds that many, as after a long time without a network. */
  const waiting = async (project: string, count: number): Promise<Tab> => {
    const first = await open(project);
    await first.submit('The first of many.');
    pages.pages.set('/blank', { html: '<!doctype html><title>Blank</title>' });
    await first.page.goto(`${pages.site}/blank`);
    await makeWait(first.page, project, count);
    await first.page.close();
    const tab = await open(project);
    await tab.submit('One that meets the endpoint first.');
    return tab;
  };
  const sample = ({ page }: Tab, project: string) =>
    page.evaluate(
      ([name, words]) =>
        (window as never as { sample: (name: string, words: unknown) => Promise<Sample> }).sample(name, words),
      [project, said('The form asked for my address twice.')] as const,
    );

  const few: Sample[] = [];
  const many: Sample[] = [];
  try {
    const [fewTab, manyTab] = [await waiting('few', FEW), await waiting('many', MANY)];
    for (let round = 0; round < SAMPLES + 3; round++) {
      const pair = [await sample(fewTab, 'few'), await sample(manyTab, 'many')] as const;
      if (round < 3) continue; // connections are opened
      few.push(pair[0]);
      many.push(pair[1]);
    }
  } finally {
    await browser.close();
    removeProfile(browser.profile);
    await pages.close();
    await assets.close();
  }

  const of = (samples: Sample[], read: (sample: Sample) => number) => median(samples.map(read));
  const submitMs = (samples: Sample[]) => of(samples, (it) => it.submitMs);
  const bareMs = (samples: Sample[]) => of(samples, (it) => it.bareMs);
  return [
    { what: `submit → durable, ${FEW} waiting (median of ${SAMPLES})`, value: submitMs(few), unit: 'ms' },
    { what: '  until its transaction begins', value: of(few, (it) => it.beforeMs), unit: 'ms' },
    { what: '  its transaction', value: of(few, (it) => it.transactionMs), unit: 'ms' },
    { what: '  bare strict put on the same page', value: bareMs(few), unit: 'ms' },
    { what: `submit → durable, ${MANY} waiting`, value: submitMs(many), unit: 'ms' },
    { what: '  bare strict put on the same page', value: bareMs(many), unit: 'ms' },
    { what: `submit ÷ bare put, ${FEW} waiting`, value: submitMs(few) / bareMs(few), unit: '×', most: 1.5 },
    { what: `submit ÷ bare put, ${MANY} waiting`, value: submitMs(many) / bareMs(many), unit: '×', most: 1.5 },
    { what: `submit with ${MANY} ÷ with ${FEW} waiting`, value: submitMs(many) / submitMs(few), unit: '×', most: 1.3 },
  ];
};
