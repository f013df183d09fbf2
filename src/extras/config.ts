import { putRow, readRow } from '../delivery/rows';
import type { Engine } from '../engine';
import type { Options } from '../options';

type Config = { surveys?: Options['surveys']; $schema?: unknown };

/** Names that are surveys without the host's doing: `open()` does not wait for the file with these. */
export const PRESETS = /^(feedback|ces|csat|nps|interaction|helpful)$/;

const KEY = 'meta:config';

/**
 * Surveys from the file that the `config` option names, kept for the day when the network is away: what could not be
 * had in time, or is no JSON, gives way to what was kept. Resolves when they stand in the settings; never rejects.
 */
export const configure = async ({ settings, disk, signal, emit }: Engine): Promise<void> => {
  const { config: url } = settings;
  if (!url) return;
  let config: Config | undefined;
  try {
    const limit = AbortSignal.timeout(settings.timing.requestTimeoutMs);
    const response = await fetch(url, { credentials: 'omit', signal: limit });
    if (!response.ok) throw response.status;
    config = Object(await response.json()) as Config;
    putRow(disk, KEY, config);
    // where an editor finds the schema of the file
    const { surveys, $schema: _, ...others } = config;
    for (const name of Object.keys(others)) emit('error', { code: 'config_key', survey: name });
  } catch (cause) {
    config = await readRow(disk, KEY);
    if (!config && !signal.aborted) emit('error', { code: 'config', survey: url, cause });
  }
  settings.surveys = { ...settings.surveys, ...config?.surveys };
};
