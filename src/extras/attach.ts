import type { AttachmentParts } from '../attachments';
import { each } from '../delivery/each';
import { quietly } from '../delivery/rows';
import type { Engine, Extras, SubmitInput } from '../engine';
import type { SubmitOutcome } from '../survey/panel-host';

/**
 * Attachments are asked for when somebody hands some over, or when some wait on the disk: no other page loads them.
 * `submit` is what keeps words alone, by the engine it is given.
 */
export const useAttachments = (
  engine: Engine,
  parts: AttachmentParts,
  methods: Extras['methods'],
  submit: (by: Pick<Engine, 'settings' | 'keep'>, input: SubmitInput) => Promise<SubmitOutcome> | SubmitOutcome,
): void => {
  let loading: Promise<ReturnType<typeof import('../attachments').attachments>> | undefined;
  const load = () =>
    (loading ??= import('../attachments')
      .then(({ attachments }) => attachments(engine, parts))
      .catch((error) => {
        loading = undefined;
        throw error;
      }));
  const some = async () => {
    let found = false;
    await quietly(engine.disk, (tx) => each(tx, 'a:', () => !(found = true)), 'readonly');
    return found || !!loading;
  };
  const loadWhereNeeded = async () => {
    if (!engine.signal.aborted && (await some())) await load();
  };

  methods['submit'] = async ({ attachments, ...input }: SubmitInput) => {
    if (!attachments?.length) return submit(engine, input);
    const more = await load().catch(() => undefined);
    if (more)
      return submit(
        { settings: engine.settings, keep: (_, filled, how) => more.keep(filled, how, attachments) },
        input,
      );
    // words never wait for pictures (Q10)
    const outcome = await submit(engine, input);
    return outcome.ok
      ? { ...outcome, refused: attachments.map((_, index) => ({ index, code: 'unavailable' as const })) }
      : outcome;
  };
  const { reset } = methods;
  methods['reset'] = async (...given) => {
    await reset!(...given);
    const { unsent } = Object(given[0]) as { unsent?: boolean };
    if (unsent && (await some())) await (await load()).clear();
  };
  // their record may have been kept by another tab
  parts.on('sent', () => void loadWhereNeeded().catch(() => {}));
  addEventListener('online', () => void loadWhereNeeded().catch(() => {}), { signal: engine.signal });
  setTimeout(() => void loadWhereNeeded().catch(() => {}));
};
