import type { Engine } from '../engine';
import type { TabHost } from '../loader/tab-host';

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
    const { tag, words, dir } = await spokenElse(locale, async () => ({
      default: { panelTitle: 'Feedback', tabSorry: "Can't open right now. Try again" } as never,
    }));
    if (signal.aborted || settings.locale !== locale) return;
    // what a visitor reads already is no other in the language that there is nothing for
    if (tag === 'en' && !plain.has(host)) return;
    const { panelTitle, tabSorry } = words as { panelTitle: string; tabSorry?: string };
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
      name(panelTitle);
      host.announce(`${panelTitle}…`);
    };
    host.failed = (retry) => {
      failed(retry);
      name(tabSorry ?? button.textContent);
      host.announce(button.textContent);
      const link = button.parentNode?.querySelector('a');
      if (link) link.textContent = panelTitle;
    };
    button.style.visibility = 'hidden';
    name(panelTitle);
    requestAnimationFrame(() => requestAnimationFrame(() => (button.style.visibility = '')));
  } catch (cause) {
    emit('error', { code: 'locale', survey: locale, cause });
  }
};
