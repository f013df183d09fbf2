import type { Condition, Survey, Trigger } from '../contract/types';
import { each } from '../delivery/each';
import { putRow, quietly, readRow } from '../delivery/rows';
import type { Store } from '../delivery/store';
import type { Engine, Identity, OpenHow } from '../engine';
import type { createEvents } from '../extras/events';
import { factsOf } from '../page/facts';
import { listen } from '../page/listen';
import { onNavigation } from '../page/navigation';
import { holds } from '../survey/condition';
import { hiddenIn } from '../survey/hidden';
import type { Surroundings } from '../survey/way';
import { noteAsked } from './asked';
import { claimPrompt } from './claim';
import { isExcluded } from './eligibility';
import { faultIn } from './faults';
import { luck } from './luck';
import { modalShows } from './modal';
import { watchTyping } from './typing';
import { unmet } from './unmet';
import { noteVisit, type Visit } from './visits';
import { watchTrigger } from './watch-trigger';

/** A visit's last activity is written down no more often than this. */
const NOTE_MS = 6e4;

const NEVER = 'meta:never';

/** What prompts ask of the visitor. */
export interface Person {
  /** Always the same for a visitor, where there is anything to tell by. */
  key(): string | undefined;
  /** What `identify` told. */
  who(): Identity;
}

export interface Prompts {
  /** The page changed, or its surveys did (`anew`): what opens them is watched for from here on. */
  look(anew: boolean): void;
  /** From here on it is noted who answered: once whatever else keeps words has its place. */
  noteAnswers?: () => void;
  /** What conditions may ask for. */
  facts?: () => Surroundings;
  /** Opens the first survey whose trigger is this event, if nothing speaks against it. */
  track(event: string): unknown;
}

/** Prompts that open by themselves: what opens which survey, and whether it may. */
export const createPrompts = (
  engine: Engine,
  memory: Store,
  { on, debug }: Pick<ReturnType<typeof createEvents>, 'on' | 'debug'>,
  person: Person,
): Prompts => {
  const { settings, disk, signal } = engine;
  const typingOver = watchTyping(signal);
  // "Don't ask again" is the visitor's own wish and is kept whatever the consent; all else only where it may be
  const store = () => (engine.permits().quiet ? disk : memory);
  /** Surveys that open by themselves, with what opens them. A preset's name, or nonsense from a file, has none. */
  const opening = (): [name: string, survey: Partial<Survey>, triggers: Trigger[]][] =>
    Object.entries(settings.surveys).flatMap(([name, given]) => {
      const { trigger } = Object(given) as Partial<Survey>;
      return trigger ? [[name, given as Partial<Survey>, [trigger].flat()]] : [];
    });

  /** A survey's own id, where it has another than its name. */
  const idOf = (name: string) => (Object(settings.surveys[name]) as Partial<Survey>).id ?? name;

  let notedAt = -Infinity;
  let visit: Visit | undefined;
  const note = async (change: Partial<Visit>) => {
    notedAt = Date.now();
    visit = (await noteVisit(store(), change)) ?? visit;
  };
  const hasDraft = async () => {
    let found = false;
    await quietly(
      engine.permits().draft ? disk : memory,
      (tx) => each(tx, 'draft:', () => !(found = true)),
      'readonly',
    );
    return found;
  };

  // one that cannot be read is none (debug/messages.ts says so)
  const hostDate = Date.parse(settings.lastPromptedAt);
  const hostRemembers = hostDate >= 0;

  /** The prompt that stands was in sight. */
  let seen = false;
  /** A prompt that nobody has touched does not follow to a page where none may open; who has begun keeps their words. */
  const withdraw = async () => {
    if (!engine.host.root.querySelector('.prompt') || !isExcluded(location.href, settings.excludeUrls)) return;
    engine.panel?.close();
    debug('the prompt is put away: excludeUrls');
    // nobody saw it
    if (!seen) await note({ prompted: false });
  };

  // the quiet days begin when a prompt was in sight, or was put away before that; one that nobody saw costs none
  const quiet = ({ trigger }: OpenHow, name: string) =>
    trigger === 'prompt' && void noteAsked(store(), name, Date.now(), engine.permits().identity);
  on('shown', ({ cause, survey }) => {
    const { how } = cause as { how: OpenHow };
    seen ||= how.trigger === 'prompt';
    quiet(how, survey!); // by its id here
  });
  on('dismissed', ({ code, cause, survey }) => {
    quiet(cause as OpenHow, idOf(survey!));
    if (code === 'never' && !settings.sharedDevice) putRow(disk, NEVER, { at: Date.now() });
  });
  on('saved', () => void note({ sent: true }));
  /** A visit lasts while somebody is there; where nothing opens by itself nobody asks for it, and nothing is written. */
  const active = () => {
    if (opening().length && Math.abs(Date.now() - notedAt) > NOTE_MS) return note({});
  };
  signal.addEventListener('abort', listen(window, ['pointerdown', 'keydown'], active));

  /** A form stands, or one that the visitor asked for is on its way, or the page has a modal open. */
  const busy = () => !!engine.panel || engine.host.button.ariaBusy === 'true' || modalShows();

  const facts = () => factsOf(engine, person.who(), (visit?.n ?? 1) > 1);
  const aboutNow = (survey: Partial<Survey>) => {
    const now = facts();
    return { ...now, data: { ...now.data, ...hiddenIn(survey, location.href) }, answers: {} };
  };

  /** Opens a survey if nothing speaks against it; `because` is what a developer reads. */
  const offer = async (name: string, survey: Partial<Survey>, because: string, over: AbortSignal) => {
    await typingOver();
    const never = !!(await readRow(disk, NEVER));
    const draft = await hasDraft();
    if (signal.aborted || over.aborted) return;
    const now = aboutNow(survey);
    const fits = (part: Condition) => holds(part, now, () => false);
    const against = await claimPrompt(
      store(),
      idOf(name),
      {
        now: Date.now(),
        // a preset's own, where it is not changed
        mode: survey.mode ?? ((survey as { preset?: string }).preset === 'nps' ? 'relationship' : 'interaction'),
        mayRemember: engine.permits().quiet,
        never,
        hostRemembers,
        quietDays: settings.quietDays,
        url: location.href,
        excludeUrls: settings.excludeUrls,
        busy: busy(),
        draft,
        targeted: !survey.target || fits(survey.target),
        sample: survey.sample ?? 1,
        luck: luck(person.key() ?? `${visit?.lot ?? 0}`, name),
      },
      hostRemembers ? hostDate : undefined,
    );
    let why: string | undefined = against;
    if (against === 'target') why += ` ${JSON.stringify(unmet(survey.target!, fits))}`;
    // the visitor's own form was quicker, or the page was left
    else if (!why) why = busy() ? 'dialog' : signal.aborted || over.aborted ? 'the page was left' : undefined;
    if (!why) {
      seen = false;
      await engine.open(name, { layout: 'prompt', trigger: 'prompt' });
      if (engine.panel) {
        debug(`${because}: "${name}" is shown`);
        return withdraw();
      }
      why = 'it could not be opened';
    }
    // what was not shown does not use the visit up
    if (!against) await note({ prompted: false });
    debug(`${because}: "${name}" is not shown: ${why}`);
  };

  // ------------------------------------------------------------------------------------- views of the page

  let view = new AbortController();
  let href = '';
  /** What waits for an event on this view. */
  let hearers: [event: string, hear: () => Promise<void>][] = [];
  const look = async () => {
    href = location.href;
    view.abort();
    view = new AbortController();
    const { signal: over } = view;
    const heard: typeof hearers = [];
    hearers = heard;
    const all = opening();
    if (!all.length) return;
    // which visit it is, and which lot was drawn
    await note({});
    if (over.aborted || signal.aborted) return;
    for (const [name, survey, triggers] of all) {
      const fault = faultIn(survey);
      if (fault)
        engine.emit('error', {
          code: 'trigger',
          survey: name,
          message: `survey "${name}" does not open by itself: ${fault}`,
        });
      for (const trigger of fault ? [] : triggers)
        watchTrigger(
          trigger,
          {
            href,
            visits: visit?.n ?? 1,
            signal: over,
            onEvent: (event, hear) => void heard.push([event, hear]),
            waits: (why) => debug(`"${name}" waits for ${why}`),
            failed: (cause) => engine.emit('error', { code: 'trigger', survey: name, cause }),
          },
          async () => {
            const because = Object.keys(trigger).join(' + ');
            try {
              // an event may have led to the next page already
              await offer(name, survey, because, because === 'event' ? signal : over);
            } catch (cause) {
              engine.emit('error', { code: 'trigger', survey: name, cause });
            }
          },
        );
    }
  };
  let looking = look();
  const page = () => {
    if (location.href === href) return;
    void withdraw();
    looking = look();
  };
  const off = onNavigation(page);
  signal.addEventListener('abort', () => {
    off();
    view.abort();
  });

  return {
    look(anew) {
      if (anew) looking = look();
      else page();
    },
    facts,
    async track(event) {
      page();
      // whose view ends meanwhile waits for the next one
      for (let seen = looking; ; seen = looking) {
        await seen;
        if (seen === looking) break;
      }
      const found = hearers.filter(([name]) => name === event);
      if (!found.length) debug(`track("${event}"): no survey`);
      for (const [, hear] of found) await hear();
    },
  };
};
