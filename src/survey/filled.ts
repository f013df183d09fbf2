/** A text with the names of the site and of what is asked about filled in. */
export const filled = (text: string, fill: { site: string; subject: string }): string =>
  text.replace(/\{(site|subject)\}/g, (_, name: 'site' | 'subject') => fill[name]);
