import { rowsOf } from '../../support/idb';
import type { Globals } from './page';
import type { Reaction } from './plan';
import type { Tab } from './tab';

const button = ({ page }: Tab, name: string) => page.getByRole('button', { name, exact: true });

/** The first point of the scale. */
const rate = ({ page }: Tab) =>
  page
    .locator('.earshot input[type=radio]')
    .first()
    .evaluate((radio) => (radio as HTMLInputElement).click());

const seen = (tab: Tab) =>
  tab.until(
    'that a form was seen',
    (told) => told.map(({ type }) => type).lastIndexOf('shown') > told.map(({ type }) => type).lastIndexOf('open'),
  );

/** The form of the tab, as a visitor opens it, or a survey by the site's own link; they look before they answer. */
export async function openForm(tab: Tab, survey?: string): Promise<void> {
  if (survey) await tab.page.evaluate((name) => (window as unknown as Globals).earshot('open', name), survey);
  else await button(tab, 'Feedback').click();
  await seen(tab);
}

export async function send(tab: Tab): Promise<void> {
  await rate(tab);
  await button(tab, 'Send').click();
  await tab.until('that it is kept', (told) => told.some(({ type }) => type === 'saved'));
}

export async function leaveDraft(tab: Tab, project: string): Promise<void> {
  await rate(tab);
  while (!Object.keys(await rowsOf(tab.page, project, 'draft:')).length);
  await tab.page.evaluate(() =>
    (window as unknown as Globals).tell({ type: 'draft', at: Date.now(), url: location.href }),
  );
}

/** What the visitor does with a prompt. True where the tab is closed over it. */
export async function react(tab: Tab, reaction: Reaction, project: string): Promise<boolean> {
  const dismissed = () => tab.until('that it is put away', (told) => told.some(({ type }) => type === 'dismissed'));
  if (reaction === 'close') return true;
  if (!/^(not_now|never)$/.test(reaction)) await seen(tab);
  if (reaction === 'answer' || reaction === 'draft') await button(tab, 'Answer').click();
  if (reaction === 'answer') await send(tab);
  if (reaction === 'draft') await leaveDraft(tab, project);
  if (reaction === 'never') await button(tab, 'Don’t ask again').click();
  if (/not_now/.test(reaction)) await button(tab, 'Not now').click();
  if (/not_now|never/.test(reaction)) await dismissed();
  return false;
}
