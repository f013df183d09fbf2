/**
 * A URL without what may be private: no credentials, no fragment, only the query parameters of `keep` (security 5).
 * At most 2,048 characters; what is no URL becomes the empty string.
 */
export const scrubUrl = (url: string, keep: string[]): string => {
  // most pages have no referrer, and an error costs more than all the rest
  if (!url) return '';
  try {
    const parsed = new URL(url);
    parsed.username = parsed.password = parsed.hash = '';
    parsed.search = `${new URLSearchParams([...parsed.searchParams].filter(([name]) => keep.includes(name)))}`;
    // data: and blob: URLs can hold a whole document
    return /^(data|blob|about|javascript):/.test(parsed.protocol) ? parsed.protocol : parsed.href.slice(0, 2048);
  } catch {
    return '';
  }
};
