import type { Survey } from '../contract/types';
import { each } from '../delivery/each';
import { putRow, quietly, readRow } from '../delivery/rows';
import type { Store } from '../delivery/store';
import type { Engine, OpenHow } from '../engine';
import type { createEvents } from '../extras/events';
import { listen } from '../page/listen';
import { reasonAgainst, VISIT_MS } from './eligibility';
import { watchTyping } from './typing';

/** A visit's last activity is written down no more often than this. */
const NOTE_MS = 6e4;

interface Visit {
  at: number;
  prompted?: boolean;
  sent?: boolean;
}

/** Prompts that open by themselves: which survey an event opens, and whether it may. */
export const createPrompts = (
  engine: Engine,
  memory: Store,
  { on, debug }: Pick<ReturnType<typeof createEvents>, 'on' | 'debug'>,
) => {
  const { settings, disk, signal } = engine;
  const typingOver = watchTyping(signal);
  // "Don't ask again" is the visitor's own wish and is kept whatever the consent; all else only where it may be
  const store = () => (engine.permits().quiet ? disk : memory);

  const noteDate = (key: string, into: Store) => void putRow(into, key, { at: Date.now() });
  let notedAt = -Infinity;
  const noteVisit = async (change: Partial<Visit>) => {
    const now = Date.now();
    notedAt = now;
    await quietly(store(), (tx) =>
      tx.get('meta:visit', (row) => {
        const visit = row as Visit | undefined;
        const same = visit && Math.abs(now - visit.at) < VISIT_MS;
        tx.put('meta:visit', { ...(same ? visit : {}), ...change, at: now });
      }),
    );
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

  // the quiet days begin when a prompt was in sight, or was put away before that; one that nobody saw costs none
  const quiet = ({ trigger }: OpenHow) => trigger === 'prompt' && noteDate('meta:quiet', store());
  on('shown', ({ cause }) => void quiet((cause as { how: OpenHow }).how));
  on('dismissed', ({ code, cause }) => {
    quiet(cause as OpenHow);
    if (code === 'never' && !settings.sharedDevice) noteDate('meta:never', disk);
  });
  on('saved', () => void noteVisit({ sent: true }));
  /** A visit lasts while somebody is there; where nothing opens by itself nobody asks for it, and nothing is written. */
  const active = () => {
    const mayOpen = Object.values(settings.surveys).some((survey) => (survey as Partial<Survey> | null)?.trigger);
    if (mayOpen && Math.abs(Date.now() - notedAt) > NOTE_MS) noteVisit({});
  };
  active();
  signal.addEventListener('abort', listen(window, ['pointerdown', 'keydown'], active));

  return {
    /** Opens the first survey whose trigger is this event, if nothing speaks against it. */
    async track(event: string) {
      const found = Object.entries(settings.surveys).find(
        ([, survey]) => (survey as Partial<Survey> | null)?.trigger?.event === event,
      );
      if (!found) return debug(`track("${event}"): no survey`);
      await typingOver();
      const hostDate = settings.lastPromptedAt ? Date.parse(settings.lastPromptedAt) : Number.NaN;
      const ownDate = await readRow<{ at: number }>(store(), 'meta:quiet');
      const dates = [hostDate, ownDate?.at ?? Number.NaN].filter((date) => date >= 0);
      const against = reasonAgainst({
        now: Date.now(),
        mayRemember: engine.permits().quiet,
        never: !!(await readRow(disk, 'meta:never')),
        lastPromptedAt: dates.length ? Math.max(...dates) : undefined,
        hostRemembers: !!settings.lastPromptedAt,
        quietDays: settings.quietDays,
        visit: await readRow<Visit>(store(), 'meta:visit'),
        url: location.href,
        excludeUrls: settings.excludeUrls,
        busy: !!engine.panel || !!document.querySelector('dialog[open],[aria-modal=true]'),
        draft: await hasDraft(),
      });
      if (signal.aborted) return;
      if (against) return debug(`track("${event}"): "${found[0]}" is not shown: ${against}`);
      await engine.open(found[0], { layout: 'prompt', trigger: 'prompt' });
      if (engine.panel) await noteVisit({ prompted: true });
    },
  };
};
