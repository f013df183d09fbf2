import { h, render } from 'preact';
import { filled } from '../src/survey/filled';
import { problemsOf } from '../src/survey/flow';
import type { PanelHandle, PanelHost } from '../src/survey/panel-host';
import { answersOf } from './answers';
import { deliveryText } from './delivery-text';
import { spoken } from './languages';
import type { Locale } from './locales/en';
import { dress } from './look';
import { firstState, nextState, type PanelEvent } from './panel-state';
import { parts } from './parts';
import { ListField } from './questions/list';
import { TextField } from './questions/text';
import { makeShell } from './shell';
import { more, resolveSurvey, wear } from './survey';
import { type Panel, PanelView } from './view';

Object.assign(parts, { list: ListField, text: TextField });

/**
 * Shows one survey in `host.root` and resolves when it stands there.
 * Rejects when the survey or preset is unknown, with a message that names it, or when a chunk cannot be loaded.
 */
export async function mountPanel(host: PanelHost): Promise<PanelHandle> {
  let wish: string;
  let theme: PanelHost['theme'];
  /** The language asked for last: what was asked for before it came too late. */
  let asked: string;
  let speech: Awaited<ReturnType<typeof spoken>>;
  let survey: Awaited<ReturnType<typeof resolveSurvey>>;
  const allWords = () => ({ ...parts.words, ...speech.words }) as Locale;
  // the page may set another while these are on their way
  do {
    wish = host.locale;
    theme = host.theme;
    speech = await spoken(wish);
    survey = await resolveSurvey(host, allWords);
    await wear(theme);
  } while (wish !== host.locale || theme !== host.theme);
  let state = firstState(host.layout === 'prompt' ? 'invite' : 'form', host.draft);
  let startedAtMs = Date.now();
  let submitted: string | undefined;
  /** The off switches of all that listens. */
  const offs: (() => void)[] = [];
  let gone = false;

  const { root } = host;
  const fill = { site: host.site, subject: host.subject ?? host.site };
  const say: Panel['say'] = (text, names = fill) =>
    parts.wordsOf?.(text, wish, speech.tag, names) ?? { text: filled(text as string, names) };
  const focus = (selector: string) => shell.inside.querySelector<HTMLElement>(selector)?.focus();
  const panel = (): Panel => ({
    host,
    survey: survey.course?.view(state) ?? survey,
    words: allWords(),
    locale: speech.tag,
    state,
    say,
    tell,
    answer,
    send,
    again,
    leave,
  });
  const draw = () => {
    if (gone) return;
    shell.element.lang = speech.tag;
    shell.inside.dir = speech.dir ?? '';
    render(<PanelView panel={panel()} />, shell.inside);
    parts.nameParts?.(shell.element);
  };

  function tell(event: PanelEvent) {
    const before = state.phase;
    const inside = shell.hasFocus();
    state = nextState(state, event);
    if (before === 'invite' && state.phase === 'form') {
      startedAtMs = Date.now();
      shell.toDialog();
    }
    draw();
    if (before === state.phase) return;
    // The button that had the focus is gone, so the focus goes to what came instead of it. Safari gives a clicked button
    // none, and a prompt opens for nothing but the visitor's own doing.
    if (before === 'invite') focus('h2');
    else if (inside && state.phase === 'done') focus('h3');
  }

  const answer: Panel['answer'] = (question, value) => {
    const before = state;
    tell({ is: 'answer', question, value, ms: Date.now() - startedAtMs });
    const { values } = state;
    // what was sent does not come back as a draft
    if (state !== before) host.saveDraft(Object.keys(values).length ? { values } : undefined);
  };

  /** The language of the questions, where the panel does not speak it. */
  const asksIn = () => say(survey.questions[0]!.prompt).lang || speech.tag;

  async function send() {
    const { phase } = state;
    if (phase !== 'form') return;
    const { course: flow } = survey;
    const extra = (flow ?? parts).contactOf?.(panel());
    tell({
      is: 'send',
      problems: { ...(!flow && problemsOf(survey, state.values)), ...extra?.problems },
    });
    if (state.phase !== 'busy') return focusProblem();
    const outcome = await host
      .submit({
        survey: { id: survey.id, version: survey.version },
        mode: survey.mode,
        locale: asksIn(),
        answers: answersOf(survey, state.values, state.ms, say),
        ...extra?.filled,
        startedAtMs,
      })
      .catch(() => ({ ok: false, code: 'error' }) as const);
    const textQuestion = panel().survey.questions.find(({ type }) => type === 'text')?.id ?? ':send';
    tell({ is: 'outcome', finding: outcome, textQuestion });
    if (!outcome.ok) return gone ? host.announce(speech.words.failed) : focusProblem();
    submitted = outcome.id;
    host.saveDraft(undefined);
    if (gone) return host.announce(deliveryText(panel()));
    offs.push(host.onDelivery(submitted, (delivery) => tell({ is: 'delivery', state: delivery })));
    setTimeout(() => tell({ is: 'settled' }), host.settleMs);
  }

  const focusProblem = () => parts.focusProblem?.(shell.inside);

  const again = () => host.resend?.(submitted!);

  function leave(how: Parameters<PanelHost['closed']>[0]) {
    if (gone) return;
    const inside = shell.hasFocus();
    const { phase } = state;
    if (phase === 'busy' && state.kept) host.announce(deliveryText(panel()));
    gone = true;
    for (const off of offs) off();
    shell.remove();
    dress(root, undefined, sheets);
    if (inside) {
      // an opener that is gone or hidden does not take it
      root.querySelector('button')?.focus();
      (host.opener as HTMLElement | undefined)?.focus();
    }
    host.closed(phase === 'busy' || phase === 'done' ? 'submitted' : how);
  }

  let sheets = dress(root, theme);
  const redress = () => {
    if (gone) return;
    sheets = dress(root, theme, sheets);
    parts.readableAccent?.(host, shell.element, theme);
  };
  const shell = makeShell(root, host.layout, () => leave('dismissed'));
  try {
    draw();
  } catch (error) {
    // an empty modal would leave the page dead
    shell.remove();
    throw error;
  }
  // Focus makes the browser lay out what was just drawn: in a task of its own, or the two are one long one. Nobody waits
  // for it, since a visitor may close the panel before.
  if (host.layout === 'dialog') setTimeout(() => shell.hasFocus(shell.inside) || focus('h2'));
  // What a CES form can open without is here in the same moment where it was preloaded.
  more().then(
    () => {
      if (gone) return;
      redress();
      shell.attend();
      offs.push(
        parts.shieldKeys!(shell.hasFocus, host.layout !== 'inline' && (() => leave('dismissed'))),
        parts.whenSeen!(shell.inside, () => host.shown(survey, asksIn())),
      );
      draw();
    },
    () => {},
  );

  return {
    focus() {
      // who asks for a prompt gets the form
      tell({ is: 'open' });
      focus(host.layout === 'inline' ? 'input' : 'h2');
    },
    close: () => leave('closed'),
    async setTheme(next) {
      await wear((theme = next));
      redress();
    },
    async setLocale(tag) {
      asked = tag;
      const next = await spoken(tag);
      if (asked !== tag) return;
      // not before it is here: texts in a language that could not be loaded would stand between those of another
      wish = tag;
      speech = next;
      survey = await resolveSurvey(host, allWords);
      draw();
    },
  };
}
