import { RULES } from '../debug/messages';
import type { Engine } from '../engine';
import type { DeliveryState } from '../survey/panel-host';
import type { createEvents } from './events';

/** With `debug`: each step of each record, with the rule of delivery that it followed. */
export const traceSteps = (engine: Engine, { on, debug }: Pick<ReturnType<typeof createEvents>, 'on' | 'debug'>) => {
  if (!engine.settings.debug) return;
  const say = (id: string | undefined, step: string) => id && RULES[step] && debug(`${id} ${RULES[step]}`);
  const { tell } = engine;
  engine.tell = (id, state: DeliveryState) => {
    // the others are events too, and said by them
    if (state === 'sending' || state === 'waiting') say(id, state);
    tell(id, state);
  };
  on('*', ({ id, attachment }, name) => void say(id && attachment ? `attachment ${attachment} of ${id}` : id, name));
};
