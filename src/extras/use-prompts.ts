import { askAgain } from '../ask-again';
import type { Survey } from '../contract/types';
import type { Store } from '../delivery/store';
import type { Engine } from '../engine';
import { factsOf } from '../page/facts';
import { noteAnswers } from '../triggers/asked';
import type { Person, Prompts } from '../triggers/prompts';
import { noteVisit } from '../triggers/visits';
import type { createEvents } from './events';

/** Prompts are loaded where a survey opens by itself: no other page has them. */
export const usePrompts = (
  engine: Engine,
  memory: Store,
  events: Pick<ReturnType<typeof createEvents>, 'on' | 'debug'>,
  person: Person,
): Prompts => {
  const { settings, disk, signal } = engine;
  let prompts: Prompts | undefined;
  const { ask, wait } = askAgain(
    () => import('../triggers/prompts'),
    ({ createPrompts }) => (prompts = createPrompts(engine, memory, events, person)),
    signal,
  );
  const wanted = () => Object.values(settings.surveys).some((survey) => (Object(survey) as Partial<Survey>).trigger);
  // who sent anything is asked no more in this visit, on whichever of its pages that would be
  events.on('saved', () => {
    if (!prompts) noteVisit(engine.permits().quiet ? disk : memory, { sent: true });
  });
  const look = (anew: boolean) => {
    if (prompts) prompts.look(anew);
    // it looks once by itself
    else if (wanted()) ask().catch((cause) => engine.emit('error', { code: 'trigger', cause }));
  };
  look(true);
  return {
    noteAnswers: () => noteAnswers(engine, memory),
    look,
    facts: () => prompts?.facts?.() ?? factsOf(engine, person.who(), false),
    async track(event) {
      if (wanted()) await (await ask().catch(wait)).track(event);
      else events.debug(`track("${event}"): no survey`);
    },
  };
};
