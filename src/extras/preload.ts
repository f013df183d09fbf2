import type { Survey } from '../contract/types';
import type { Engine } from '../engine';
import { idle } from '../page/idle';
import { closestTag } from '../survey/closest-tag';
import { needsOf } from '../survey/needs';
import { panelFiles, urlOf } from './panel-files';

/** What the page's surveys need, whatever nonsense a file may have in it. */
const needed = (surveys: Engine['settings']['surveys']): string[] =>
  Object.values(surveys).flatMap((survey) => {
    try {
      return needsOf(Object(survey) as Partial<Survey>);
    } catch {
      return []; // no survey
    }
  });

/** Whether the system asks for more contrast; a page may have put something else in the place of matchMedia. */
const moreContrast = () => {
  try {
    return matchMedia('(prefers-contrast:more)').matches;
  } catch {
    return false;
  }
};

const wanted = ({ locale, theme, surveys, news }: Engine['settings']): string[] => {
  const tag = closestTag(locale, panelFiles.locale) ?? 'en';
  const themes = theme === 'auto' && moreContrast() ? ['contrast', 'contrast-dark'] : [theme];
  return [
    ...panelFiles.panel,
    ...(tag === 'en' ? [] : panelFiles.languages),
    panelFiles.locale[tag],
    ...themes.map((name) => panelFiles.theme[name]),
    ...[...needed(surveys), ...(news?.some ? ['news'] : [])].map((name) => panelFiles.need[name]),
  ].filter((file) => file !== undefined);
};

/**
 * Fetches what the panel is made of, so that it opens without a network. Returns what does so again, where there are more
 * surveys than there were.
 */
export const preload = ({ host: { button }, settings, signal }: Engine): (() => void) => {
  const links: HTMLLinkElement[] = [];
  const put = () => {
    if (signal.aborted) return;
    for (const file of wanted(settings)) {
      const href = urlOf(file);
      if (links.some((link) => link.href === href)) continue;
      links.push(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
      document.head.append(links.at(-1)!);
    }
  };
  // With saveData the panel comes with the first hover, focus or touch; what waits to be sent never waits for that.
  const { saveData } = (navigator as { connection?: { saveData?: boolean } }).connection ?? {};
  if (saveData) {
    for (const sign of ['pointerover', 'focus']) button.addEventListener(sign, put, { once: true, signal });
  } else idle(put);
  signal.addEventListener('abort', () => {
    for (const link of links) link.remove();
  });
  return () => saveData || idle(put);
};
