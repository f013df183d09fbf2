import type { Tab } from '../support/tab';

/** The messages that the native app of an emulation took. */
export interface Said {
  earshot: number;
  id?: string;
  event?: string;
  batch?: { records: { id: string; answers: { value: unknown }[] }[] };
}

export const received = async ({ page }: Tab): Promise<Said[]> =>
  (await page.evaluate(() => (window as never as { nativeApp: { received: string[] } }).nativeApp.received)).map(
    (message) => JSON.parse(message),
  );

/** The words in all batches, in order. */
export const wordsIn = (messages: Said[]): unknown[] =>
  messages.flatMap(({ batch }) => batch?.records.flatMap(({ answers }) => answers.map(({ value }) => value)) ?? []);

export const batches = (messages: Said[]): Said[] => messages.filter(({ batch }) => batch);
