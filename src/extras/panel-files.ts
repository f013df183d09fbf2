/**
 * URLs of all that a panel in `locale` is made of, for `modulepreload`. Empty here, where a bundler of the host or one
 * single file decides; the script tag's build puts its own in place of this module.
 */
export const panelFiles = (_locale: string): string[] => [];
