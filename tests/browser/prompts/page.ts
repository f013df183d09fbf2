import type { UserOptions } from '../../../src/options';
import type { VariantName } from './variants';

/** What a page tells the test, in its order. `at`: simulated ms since the epoch. */
export interface Told {
  type: 'active' | 'open' | 'shown' | 'dismissed' | 'close' | 'saved' | 'error' | 'decided' | 'draft';
  at: number;
  url: string;
  survey?: string | undefined;
  /** Of `decided`: what spoke against it. Of `close`, `dismissed`: how. Of `error`: which. */
  code?: string | undefined;
  /** What opened the form. */
  trigger?: string | undefined;
  /** Of `dismissed` and `close`: it had been in sight. */
  seen?: boolean;
  /** The tab was closed in that moment: it may not have been written down any more. */
  maybe?: boolean;
}

export interface Globals {
  earshot(...args: unknown[]): Promise<unknown>;
  tell(told: Told): void;
  /** The simulated time is the real one and this. */
  shiftMs: number;
}

/** The page's own first script: its clock, which every `Date` goes by, and what it tells of Earshot's events. */
function before(shiftMs: number) {
  const page = window as unknown as Globals & { Date: DateConstructor };
  const Real = Date;
  page.shiftMs = shiftMs;
  const now = () => Real.now() + page.shiftMs;
  page.Date = new Proxy(Real, {
    construct: (_, args) => Reflect.construct(Real, args.length ? args : [now()]),
    get: (_, name) => (name === 'now' ? now : Reflect.get(Real, name)),
  });

  const queue: unknown[][] = [];
  page.earshot = Object.assign((...args: unknown[]) => void queue.push(args), { q: queue }) as never;
  const tell = (type: Told['type'], more: Partial<Told> = {}) =>
    page.tell({ type, at: now(), url: location.href, ...more });
  tell('active');
  for (const sign of ['pointerdown', 'keydown']) addEventListener(sign, () => tell('active'), true);
  interface Detail {
    survey?: string;
    code?: string;
    cause?: { trigger?: string; how?: { trigger?: string } };
  }
  const seen = new WeakSet<object>();
  let last: Partial<Told> = {};
  for (const type of ['open', 'shown', 'dismissed', 'close', 'saved', 'error'] as const)
    page.earshot('on', type, ({ survey, code, cause }: Detail) => {
      const how = cause?.how ?? cause;
      if (type === 'shown') seen.add(how!);
      if (type === 'open') last = { survey, trigger: how?.trigger };
      // what was sent does not say which form it was sent by
      tell(type, type === 'saved' ? last : { survey, code, trigger: how?.trigger, seen: !!how && seen.has(how) });
    });
  const { info } = console;
  console.info = (...words: unknown[]) => {
    const [, survey, code] = /"(\w+)" is (?:shown|not shown: (\w+)(?: \{.*)?)$/.exec(`${words[0]}`) ?? [];
    if (survey) tell('decided', { survey, code });
    info(...words);
  };
}

export interface Visitor {
  /** Given by `identify`. */
  userKey?: string | undefined;
  /** Which of the broken variants it is, in a script that has them. */
  broken?: VariantName | undefined;
}

/** One page of the site, at the simulated time of now. */
export const pageHtml = (
  scripts: string,
  { endpoint, project, ...config }: UserOptions,
  shiftMs: number,
  { userKey, broken }: Visitor,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>
<script>(${before})(${shiftMs});
${userKey ? `earshot('identify', { userKey: '${userKey}' });` : ''}
${broken ? `self.broken = '${broken}';` : ''}</script>
<script type="application/json" data-earshot-config>${JSON.stringify(config)}</script>
<script async crossorigin src="${scripts}/earshot.js" data-endpoint="${endpoint}" data-project="${project}" data-debug="true"></script>
</head><body style="min-height: 3000px"><h1>A page</h1></body></html>`;
