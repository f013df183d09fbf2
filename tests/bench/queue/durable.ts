import type { Page } from 'playwright-core';
import { removeProfile } from '../../support/browser';
import { median } from '../figures';
import type { Contender } from './contenders';
import { type DurableSample, durableSampler } from './durable-sample';
import {
  type Ground,
  makePatterns,
  makeWaiting,
  newVisit,
  openContender,
  type Pattern,
  sitesOf,
  submit,
} from './ground';
import type { Rows } from './rows';
import type { Spread } from './spread';
import { spreadOf } from './spread';
import { FEW, MANY } from './work';

const SAMPLES = 40;
/** Not counted: connections are opened. */
const WARM_UP = 3;

export interface Durable {
  /** Submit ÷ the median bare strict put of all pages in the same round: one disk, and the same moment of it. */
  few: Spread;
  many: Spread;
  /** Submit with many waiting ÷ with few, in the same round. */
  growth: Spread;
  /** The reference, over all rounds. */
  strictMs: number;
  relaxedMs: number;
}

interface Pages {
  few: { page: Page; samples: DurableSample[] };
  many: { page: Page; samples: DurableSample[] };
}

const sample = (page: Page, rows: Rows, body: string) =>
  page.evaluate(
    ([where, words]) =>
      (window as never as { sampleDurable(rows: Rows, body: string): Promise<DurableSample> }).sampleDurable(
        where,
        words,
      ),
    [rows, body] as const,
  );

/** Submit until stored, with few and with many waiting, of all in turn in one browser. */
export async function measureDurable(ground: Ground): Promise<Map<Contender, Durable>> {
  const browser = await newVisit();
  await browser.context.addInitScript(durableSampler);
  const sites = sitesOf(ground);
  const opened = new Map<Contender, Pages & { pattern: Pattern }>();
  try {
    const patterns = {
      few: await makePatterns(ground, browser, ground.contenders, sites.few),
      many: await makePatterns(ground, browser, ground.contenders, sites.many),
    };
    for (const contender of ground.contenders) {
      const open = async (which: 'few' | 'many', count: number) => {
        await makeWaiting(ground, browser, contender, patterns[which].get(contender)!, count - 1, {
          site: sites[which],
        });
        const page = await openContender(ground, browser, contender, { site: sites[which] });
        // the one that meets the endpoint first, and stays
        await submit(page, patterns[which].get(contender)!.body);
        return { page, samples: [] as DurableSample[] };
      };
      const pages = { few: await open('few', FEW), many: await open('many', MANY) };
      opened.set(contender, { ...pages, pattern: patterns.few.get(contender)! });
    }
    for (let round = 0; round < SAMPLES + WARM_UP; round++) {
      for (const [{ rows }, { few, many, pattern }] of opened) {
        for (const { page, samples } of round % 2 ? [few, many] : [many, few]) {
          const one = await sample(page, rows, pattern.body);
          if (round >= WARM_UP) samples.push(one);
        }
      }
    }
  } finally {
    await browser.close();
    removeProfile(browser.profile);
  }

  const rounds = (field: 'strictMs' | 'relaxedMs') =>
    Array.from({ length: SAMPLES }, (_, at) =>
      median([...opened.values()].flatMap(({ few, many }) => [few.samples[at]![field], many.samples[at]![field]])),
    );
  const strict = rounds('strictMs');
  return new Map(
    [...opened].map(([contender, pages]) => {
      const took = (which: 'few' | 'many') => pages[which].samples.map(({ submitMs }) => submitMs);
      const ratio = (which: 'few' | 'many') => spreadOf(took(which).map((submitMs, at) => submitMs / strict[at]!));
      const few = took('few');
      return [
        contender,
        {
          few: ratio('few'),
          many: ratio('many'),
          growth: spreadOf(took('many').map((submitMs, at) => submitMs / few[at]!)),
          strictMs: median(strict),
          relaxedMs: median(rounds('relaxedMs')),
        },
      ];
    }),
  );
}
