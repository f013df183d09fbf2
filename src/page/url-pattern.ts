/**
 * Whether a page's address fits a pattern: a path (`/thanks`, `/shop/*`, `/**`), or a whole address. `*` is anything but
 * a slash, `**` anything at all, `/shop/**` the shop itself too; query and anchor count only where the pattern names them.
 */
export function fitsUrl(pattern: string, href: string): boolean {
  const { origin, pathname, search, hash } = new URL(href);
  const [, path = '', query = '', anchor = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(pattern) ?? [];
  const address = (path.startsWith('/') ? '' : origin) + pathname + (query && search) + (anchor && hash);
  const source = (path + query + anchor)
    .split(/(\*\*|\*)/)
    .map((part) => (part === '**' ? '.*' : part === '*' ? '[^/]*' : part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')))
    .join('')
    .replace(/\/\.\*$/, '(/.*)?');
  return new RegExp(`^${source}$`, 's').test(address);
}
