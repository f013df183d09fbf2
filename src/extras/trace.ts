import { RULES } from '../debug/messages';
import type { Engine } from '../engine';
import type { DeliveryState } from '../survey/panel-host';
import type { createEvents } from './events';

/** What is wrong with the surveys of the page, said before anybody meets it. */
const checkSurveys = async ({ settings, signal, emit }: Engine) => {
  const { problemsIn } = await import('../../widget/check');
  if (signal.aborted) return;
  for (const message of problemsIn(settings.surveys)) emit('error', { code: 'survey', message });
};

/**
 * With `debug`: each step of each record, with the rule of delivery that it followed; and all surveys are checked, once
 * those of a file are there (`configured`).
 */
export const traceSteps = (
  engine: Engine,
  { on, debug }: Pick<ReturnType<typeof createEvents>, 'on' | 'debug'>,
  configured: Promise<void>,
) => {
  if (!engine.settings.debug) return;
  configured
    .then(() => checkSurveys(engine))
    .catch((cause) => void debug(`the surveys could not be checked: ${cause}`));
  const say = (id: string | undefined, step: string) => id && RULES[step] && debug(`${id} ${RULES[step]}`);
  const { tell } = engine;
  engine.tell = (id, state: DeliveryState) => {
    // the others are events too, and said by them
    if (state === 'sending' || state === 'waiting') say(id, state);
    tell(id, state);
  };
  on('*', ({ id, attachment }, name) => void say(id && attachment ? `attachment ${attachment} of ${id}` : id, name));
};
