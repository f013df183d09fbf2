import type { Engine } from '../engine';
import type { TabHost } from '../loader/tab-host';

/** What the tab says in another language. */
interface TabWords {
  panelTitle: string;
  tabSorry: string;
}

/** What the loader itself does with the tab whose words are from here, since the language may change once more. */
const plain = new WeakMap<TabHost, Pick<TabHost, 'busy' | 'failed'>>();

/**
 * Names the tab in the language of the page. The loader speaks English and Korean only; in another language the words come
 * now, and the tab is out of sight for the moment in which its width changes. A host's own `label` stays.
 */
export const nameTab = async ({ host, settings, signal, emit }: Engine): Promise<void> => {
  const { locale, label } = settings;
  if (label || (/^(en|ko)\b/i.test(locale) && !plain.has(host))) return;
  try {
    const { spokenElse } = await import('../../widget/languages/more-languages');
    const { tag, dir, ...spoken } = await spokenElse(locale, async () => ({ default: undefined as never }));
    const words = spoken.words as Partial<TabWords> | undefined;
    if (signal.aborted || settings.locale !== locale) return;
    // what a visitor reads already is no other in the language that there is nothing for
    if (tag === 'en' && !plain.has(host)) return;
    const title = words?.panelTitle ?? 'Feedback';
    const sorry = words?.tabSorry ?? "Can't open right now. Try again";
    const { button } = host;
    const { busy, failed } = plain.get(host) ?? host;
    plain.set(host, { busy, failed });
    const name = (text: string) => {
      button.textContent = text;
      button.lang = tag;
      button.dir = dir ?? '';
    };
    host.busy = (on) => {
      busy(on);
      // what failed stays said until the next try
      if (!on) return;
      name(title);
      host.announce(`${title}…`);
    };
    host.failed = (retry) => {
      failed(retry);
      name(sorry);
      host.announce(sorry);
      const link = button.parentNode?.querySelector('a');
      if (link) link.textContent = title;
    };
    button.style.visibility = 'hidden';
    name(title);
    requestAnimationFrame(() => requestAnimationFrame(() => (button.style.visibility = '')));
  } catch (cause) {
    emit('error', { code: 'locale', survey: locale, cause });
  }
};
