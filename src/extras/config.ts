import { putRow, readRow } from '../delivery/rows';
import type { Engine } from '../engine';
import type { Options } from '../options';

/** Names that are surveys without the host's doing: `open()` does not wait for the file with these. */
export const PRESETS = /^(feedback|ces|csat|nps|interaction|helpful)$/;

const KEY = 'meta:config';

/**
 * Surveys from the file that the `config` option names, kept for the day when the network is away: what could not be
 * had in time, or is no file of surveys (a portal's page, another JSON), gives way to what was kept of this address.
 * Resolves when they stand in the settings; never rejects.
 */
export const configure = async ({ settings, disk, signal, emit }: Engine): Promise<void> => {
  const { config: url } = settings;
  if (!url) return;
  let surveys: Options['surveys'] | undefined;
  try {
    const limit = AbortSignal.timeout(settings.timing.requestTimeoutMs);
    const response = await fetch(url, { credentials: 'omit', signal: limit });
    if (!response.ok) throw response.status;
    const { surveys: own, ...others } = Object(await response.json());
    if (Object(own) !== own || Array.isArray(own)) throw 'no "surveys"';
    putRow(disk, KEY, { url, surveys: (surveys = own) });
    // "$schema" is the editor's
    for (const name of Object.keys(others)) if (name[0] !== '$') emit('error', { code: 'config_key', survey: name });
  } catch (cause) {
    const kept = await readRow<{ url: string; surveys: Options['surveys'] }>(disk, KEY);
    if (kept?.url === url) surveys = kept.surveys;
    if (!surveys && !signal.aborted) emit('error', { code: 'config', survey: url, cause });
  }
  settings.surveys = { ...settings.surveys, ...surveys };
};
