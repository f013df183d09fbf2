import { Fragment, h, type JSX } from 'preact';
import type { PanelHost } from '../src/survey/panel-host';
import type { Panel } from './view';

export type Part = (props: { panel: Panel }) => JSX.Element;
export type Body = [Part, Part | false];

/** How a panel stands to its news. */
interface Way {
  /** What stands in the place of the form while somebody looks at them. */
  view?: Body | undefined;
  /** Whether the way to them stands in the form, and in the thanks: settled when each is drawn first. */
  form?: boolean;
  done?: boolean;
}

const ways = new WeakMap<PanelHost, Way>();

const open = async (panel: Panel, way: Way) => {
  const { host, tell } = panel;
  const focus = (selector: string) => host.root.querySelector<HTMLElement>(selector)?.focus();
  const { newsView } = await import('./news');
  // the panel is gone, or sends
  if (!host.root.querySelector('.way:enabled')) return;
  const desk = host.news!;
  // what nobody saw stays new
  const seen = () => way.view === view && host.root.querySelector('.news') && desk.seen();
  const view = newsView({ __proto__: host, news: { __proto__: desk, seen } } as never, {
    draw: () => tell({ is: 'turned' }),
    back() {
      way.view = undefined;
      tell({ is: 'turned' });
      focus('.way');
    },
  });
  way.view = view;
  tell({ is: 'turned' });
  focus('.news');
};

const Dot = ({ text }: { text: string }) => (
  <>
    <i class="dot" />
    <span class="unseen">{text}</span>
  </>
);

/** The foot of a screen with the way below it: the same one each time, so that nothing in it is made anew. */
const footed = new WeakMap<Part, Part>();
const withWay = (Foot: Part): Part => {
  const made: Part =
    footed.get(Foot) ??
    (({ panel }) => (
      <>
        <Foot panel={panel} />
        <button
          type="button"
          class="quiet way"
          disabled={panel.state.phase === 'busy'}
          onClick={() => open(panel, ways.get(panel.host)!).catch(() => panel.host.announce(panel.words.newsFailed))}
        >
          {panel.words.newsButton}
          {panel.host.news!.fresh && <Dot text={panel.words.newsNew} />}
        </button>
      </>
    ));
  footed.set(Foot, made);
  return made;
};

/**
 * A screen with a quiet way to what became of own words and to what was changed, where there is anything of it. It comes
 * with a screen and never while somebody is at it, since it would move what they are about to press.
 */
export const withNews = ({ host, state }: Panel, [Main, Foot]: Body): Body => {
  const { news, layout } = host;
  if (!news || layout === 'inline' || !Foot) return [Main, Foot];
  const way = ways.get(host) ?? {};
  ways.set(host, way);
  const there = (way[state.phase === 'done' ? 'done' : 'form'] ??= news.some);
  return way.view ?? [Main, there ? withWay(Foot) : Foot];
};
