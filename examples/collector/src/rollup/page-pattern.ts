/** What names one thing among many: numbers, UUIDs, long hex, and long tokens; a readable title with a year in it is none. */
const ID =
  /^(?:\d+|[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-fA-F]{12,}|(?=.*\d)\w{16,}|(?=.*\d)(?=.*[a-z])(?=.*[A-Z])[\w-]{20,})$/;
const LONGEST = 200;

/**
 * The page that an address is of, for counting: its path without query, with `:id` in place of what names one thing
 * among many, so that `/product/17` and `/product/18` are one page. Empty for what is no web address.
 */
export const pagePattern = (address: string): string => {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return '';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return '';
  const parts = url.pathname.split('/').map((part) => {
    let plain = part;
    try {
      plain = decodeURIComponent(part);
    } catch {} // stays as it is written
    return ID.test(plain) ? ':id' : plain;
  });
  const path = parts.join('/').normalize('NFC').replaceAll('\0', '');
  return [...(path.length > 1 ? path.replace(/\/+$/, '') : path)].slice(0, LONGEST).join('') || '/';
};
