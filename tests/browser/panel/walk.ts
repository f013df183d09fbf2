import type { Survey } from '../../../src/contract/types';
import { overflowIn, unreadableIn } from './boxes';
import { layoutOf, PRESETS } from './presets';
import type { Stage } from './stage';

/** What was measured: how many screens, and each text that cannot be read as it stands, with its screen. */
export interface Walked {
  screens: number;
  wrong: string[];
}

/**
 * Shows every preset and each of `surveys` on a stage, with all the texts that they can have, and measures each screen. It
 * runs in the page: a driver would need most of the time for its own messages.
 */
export async function walk(
  stage: Pick<Stage, 'mount' | 'deliver'>,
  surveys: { [name: string]: Survey },
): Promise<Walked> {
  const wrong: string[] = [];
  let screens = 0;
  const find = <T extends Element>(selector: string): T | undefined => {
    const roots = [...document.querySelectorAll('*')].flatMap(({ shadowRoot }) => shadowRoot ?? []);
    return roots.map((root) => root.querySelector<T>(selector)).find((it) => it) ?? undefined;
  };
  const panel = () => {
    const found = find('.earshot');
    if (!found) throw new Error('There is no panel.');
    return found;
  };
  const drawn = () => new Promise((resolve) => setTimeout(resolve));
  const look = (where: string) => {
    screens++;
    for (const text of [...unreadableIn(panel()), ...overflowIn(panel())]) wrong.push(`${where}: ${text}`);
  };
  const click = async (selector: string) => {
    find<HTMLElement>(`.earshot ${selector}`)!.click();
    await drawn();
  };
  const rateLow = async () => {
    for (const group of panel().querySelectorAll('fieldset'))
      group.querySelector<HTMLElement>('input:is([type=radio],[type=checkbox])')?.click();
    await drawn();
  };
  for (const survey of PRESETS) {
    const layout = layoutOf(survey);
    await stage.mount({ survey, layout, requireConsent: true });
    await rateLow();
    if (survey !== 'helpful') await click('[type=checkbox]');
    look(`${survey}, form`);
    await click('.send');
    if (!panel().querySelector('.problem')) throw new Error(`${survey} was sent without the consent that it needs.`);
    look(`${survey}, with its messages`);
    // buttons, thanks and what became of the words are the same for all
    if (survey !== 'feedback') continue;
    for (const asked of ['csat', 'nps', 'ces'] as const) {
      await stage.mount({ survey: asked, layout: 'prompt' });
      look(`${asked}, prompt`);
      const hidden = panel().scrollHeight - panel().clientHeight;
      if (hidden > 0) wrong.push(`${asked}, prompt: ${hidden} px of it are out of sight`);
    }
    await stage.mount({ survey, layout, settleMs: 0 });
    await rateLow();
    const field = find<HTMLTextAreaElement>('.earshot textarea')!;
    field.value = '가나다';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await click('.send');
    while (!find('.earshot h3')) await drawn();
    for (const state of ['waiting', 'refused'] as const) {
      stage.deliver(state);
      await drawn();
      look(`${survey}, ${state}`);
    }
  }
  for (const [name, survey] of Object.entries(surveys)) {
    await stage.mount({ survey: { ...survey, id: name } });
    look(name);
    await click('.send');
    look(`${name}, with its messages`);
  }
  return { screens, wrong };
}
