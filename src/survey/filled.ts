/** What stands in the places `{site}` and `{subject}`. */
export interface Names {
  site?: string;
  subject?: string;
}

/** A text with the names of the site and of what is asked about filled in; a place without a name stays. */
export const filled = (text: string, names: Names): string =>
  text.replace(/\{(site|subject)\}/g, (place, name: keyof Names) => names[name] ?? place);
