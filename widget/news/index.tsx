import { Fragment, h } from 'preact';
import type { Change, News, OwnFeedback, PanelHost } from '../../src/survey/panel-host';
import english, { type NewsWords } from '../locales/en-news';
import type { Body, Part } from '../news-way';
import css from './news.css';

/** What is said of each state, and the shape beside it. */
const STATES: { [state in OwnFeedback['state']]: [word: keyof NewsWords, path: string] } = {
  waiting: ['newsWaiting', 'M12 7v5l3 2'],
  refused: ['newsRefused', 'M12 7v6M12 16v.5'],
  received: ['newsReceived', 'm8 12 3 3 5-6'],
  read: ['newsRead', 'm8 12 3 3 5-6'],
  answered: ['newsAnswered', 'M8 10h8M8 14h5'],
  resolved: ['newsResolved', 'm8 12 3 3 5-6'],
  unknown: ['newsGone', 'M8 12h8'],
};

const wear = (root: ShadowRoot) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
};
const dressed = new WeakSet<ShadowRoot>();

/** What became of own words, and what was changed: in the place of the form, which waits as it is. */
export const newsView = (host: PanelHost, { draw, back }: { draw(): void; back(): void }): Body => {
  const desk = host.news!;
  let news: News | undefined;
  let told: 'asking' | 'failed' | 'known' = 'asking';
  if (!dressed.has(host.root)) wear(host.root);
  dressed.add(host.root);

  const show = async () => {
    news = await desk.look();
    draw();
  };
  const ask = async () => {
    // what is known is there at once
    await show();
    told = (await desk.ask()) ? 'known' : 'failed';
    await show();
    desk.seen();
  };
  ask().catch(() => {
    told = 'failed';
    draw();
  });

  const Main: Part = ({ panel }) => {
    const words = { ...english, ...panel.words };
    const date = (at: number | string, more: Intl.DateTimeFormatOptions = {}) =>
      new Intl.DateTimeFormat(panel.locale, { dateStyle: 'medium', ...more }).format(new Date(at));
    const when = (at: number | string) => <time dateTime={new Date(at).toISOString()}>{date(at)}</time>;
    const { own = [], changes = [], asOf = 0 } = news ?? {};
    const fresh = (is: boolean) => is && <span class="fresh">{panel.words.newsNew}</span>;
    const mine = ({ at, said, state, reply, updates, fresh: isNew }: OwnFeedback) => {
      const [word, path] = STATES[state];
      const led = changes.filter((change) => updates.includes(change.id));
      return (
        <li class={`of-${state}`}>
          <p class="note">
            {when(at)} {fresh(isNew)}
          </p>
          {said && <p class="said">{said}</p>}
          <p class="state">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <circle cx="12" cy="12" r="9" />
              <path d={path} />
            </svg>
            <span>{words[word]}</span>
          </p>
          {reply && (
            <>
              <p class="note">
                {words.newsReply} · {when(reply.at)}
              </p>
              <blockquote>{reply.text}</blockquote>
            </>
          )}
          {led.map(({ title }) => (
            <p>{words.newsLed.replace('{title}', () => title)}</p>
          ))}
        </li>
      );
    };
    const change = ({ at, title, text, url, locale, fresh: isNew }: Change) => (
      <li>
        <p class="note">
          {when(at)} {fresh(isNew)}
        </p>
        <h5 lang={locale}>{title}</h5>
        {text && (
          <p class="text" lang={locale}>
            {text}
          </p>
        )}
        {url && (
          <p>
            <a href={url} target="_blank" rel="noreferrer" aria-label={`${words.newsLink}: ${title}`}>
              {words.newsLink}
            </a>
          </p>
        )}
      </li>
    );
    const status = () => {
      if (told === 'asking') return words.newsAsking;
      const { newsFailed } = panel.words;
      if (told === 'failed')
        return asOf
          ? `${newsFailed} ${words.newsAsOf.replace('{date}', () => date(asOf, { timeStyle: 'short' }))}`
          : newsFailed;
      return !own[0] && !changes[0] && words.newsNothing;
    };
    return (
      <>
        <h3 class="news" tabIndex={-1}>
          {panel.words.newsButton}
        </h3>
        <p role="status" class="note">
          {status()}
        </p>
        {own[0] && (
          <>
            <h4>{words.newsMine}</h4>
            {/* biome-ignore lint/a11y/noRedundantRoles: without markers it is no list to WebKit */}
            <ul role="list">{own.map(mine)}</ul>
          </>
        )}
        {changes[0] && (
          <>
            <h4>{words.newsChanges}</h4>
            {/* biome-ignore lint/a11y/noRedundantRoles: without markers it is no list to WebKit */}
            <ul role="list">{changes.map(change)}</ul>
          </>
        )}
      </>
    );
  };
  const Foot: Part = ({ panel }) => (
    <button type="button" class="quiet" onClick={back}>
      {{ ...english, ...panel.words }.newsBack}
    </button>
  );
  return [Main, Foot];
};
