import type { Link } from '../../src/contract/types';
import { h } from '../kit';
import type { Panel } from '../view';

/** What may help at once, before anything is sent. */
export const Helps = ({ panel: { say, words }, links }: { panel: Panel; links: Link[] }) => (
  <div class={links.length ? 'helps' : ''}>
    {links.length > 0 && <h4>{words.helpTitle}</h4>}
    {links.map(({ label, url }) => {
      const { text, lang } = say(label);
      return (
        <a href={url} target="_blank" rel="noreferrer" lang={lang}>
          {text}
        </a>
      );
    })}
  </div>
);
