/** Built files by what they are for, as they lie beside the chunk that asks. */
export interface PanelFiles {
  /** What every panel is made of. */
  panel: string[];
  /** The chunk behind which all languages but English are. */
  languages: string[];
  /** By tag in lower case. */
  locale: { [tag: string]: string };
  /** By the name of a theme. */
  theme: { [name: string]: string };
  /** By what a survey needs (`needsOf`). */
  need: { [name: string]: string };
}

/**
 * What `modulepreload` is to fetch. Empty here, where a bundler of the host or one single file decides; the script tag's
 * build puts its own in place of this module.
 */
export const panelFiles: PanelFiles = { panel: [], languages: [], locale: {}, theme: {}, need: {} };
export const urlOf = (file: string): string => file;
