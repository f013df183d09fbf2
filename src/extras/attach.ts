import { ATTACHED, type Attached, type AttachmentName, eraseAttached } from '../delivery/attached';
import { quietly, readRow } from '../delivery/rows';
import { wait } from '../delivery/wait';
import type { Engine, Extras, SubmitInput } from '../engine';
import type { SubmitOutcome } from '../survey/panel-host';
import type { createEvents } from './events';
import { keepWordsAlone, unavailable } from './words-alone';

/** Longest wait for what keeps attachments: words that are in no store yet wait for it. */
const LOAD_MS = 2000;

/**
 * Attachments are asked for when somebody hands some over, or when some wait on the disk: no other page loads them.
 * `submit` is what keeps words alone, by the engine it is given.
 */
export const useAttachments = (
  engine: Engine,
  more: Extras,
  on: ReturnType<typeof createEvents>['on'],
  submit: (by: Pick<Engine, 'settings' | 'keep'>, input: SubmitInput) => Promise<SubmitOutcome> | SubmitOutcome,
): void => {
  const { disk, signal } = engine;
  let loading: Promise<ReturnType<typeof import('../attachments').attachments>> | undefined;
  const load = () =>
    (loading ??= import('../attachments')
      .then(({ attachments }) => attachments(engine, more, on))
      .catch((error) => {
        loading = undefined;
        throw error;
      }));
  const loadWhereNeeded = async () => {
    if (!loading && !signal.aborted && (await readRow<Attached>(disk, ATTACHED))?.bytes) await load().catch(() => {});
  };

  // words with the files that a form added to them
  const { keep } = engine;
  const alone = keepWordsAlone(keep);
  engine.keep = async (kind, filled, how, draftKey) => {
    const { files, ...words } = filled;
    const kept = files?.length && (await wait(LOAD_MS, signal, load()).catch(() => {}));
    return kept ? kept.keep(words, how, files, draftKey) : alone(kind, filled, how, draftKey);
  };

  more.methods['submit'] = async ({ attachments, ...input }: SubmitInput) => {
    // a FileList too
    const given = Array.from(attachments ?? []);
    if (!given.length) return submit(engine, input);
    const kept = await wait(LOAD_MS, signal, load()).catch(() => {});
    if (kept) {
      const files = given as File[];
      return submit(
        { settings: engine.settings, keep: (kind, filled, how) => engine.keep(kind, { ...filled, files }, how) },
        input,
      );
    }
    // words never wait for pictures (Q10)
    const outcome = await submit(engine, input);
    return outcome.ok ? { ...outcome, refused: unavailable(given) } : outcome;
  };

  // what has nothing left to belong to goes too, in this tab though another one kept it
  for (const type of ['rejected', 'expired', 'evicted', 'cleared'] as const)
    on(type, async ({ id, attachment }) => {
      if (attachment || !id) return;
      const gone: AttachmentName[] = [];
      for (const store of [disk, more.memory]) await quietly(store, (tx) => eraseAttached(tx, gone, id));
      for (const name of gone) engine.emit(type, { ...name, code: 'record' });
    });
  // their record may have been kept by another tab
  on('sent', loadWhereNeeded);
  addEventListener('online', loadWhereNeeded, { signal });
  setTimeout(loadWhereNeeded);
};
