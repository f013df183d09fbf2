import { isObject } from '../../../contract/fields';
import { pathOf } from '../../../contract/path';
import { eachWords } from '../languages';
import type { Problem } from '../problem';

const FILLED = ['site', 'subject'];

/** Texts of which visitors would see nothing, a place that nobody filled in, or another language than beside it. */
export function textFlaws(survey: unknown, name: string): Problem[] {
  const found: Problem[] = [];
  const tags = new Map<string, number>();
  const byLanguage: { path: string; tags: string[] }[] = [];
  eachWords(survey, (text, path) => {
    const at = pathOf(path);
    if (isObject(text)) {
      const own = Object.keys(text).map((tag) => tag.toLowerCase());
      byLanguage.push({ path: at, tags: own });
      for (const tag of own) tags.set(tag, (tags.get(tag) ?? 0) + 1);
      // a survey without a title has its name for one
    } else if (text !== name && !at.endsWith('.unit')) byLanguage.push({ path: at, tags: [] });
    for (const [tag, words] of isObject(text) ? Object.entries(text) : [['', text]]) {
      if (typeof words !== 'string') continue;
      const place = tag ? pathOf([...path, tag as string]) : at;
      if (words && !words.trim()) found.push({ path: place, message: 'has only spaces: nobody would see it' });
      const open = [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!).filter((name) => !FILLED.includes(name));
      if (open.length)
        found.push({
          path: place,
          message: `{${open.join('}, {')}} stays as it is: only {site} and {subject} are filled in`,
          mild: true,
        });
    }
  });
  for (const [tag, count] of tags) {
    const without = byLanguage.filter((one) => !one.tags.includes(tag));
    if (without.length && count > byLanguage.length / 2)
      found.push({
        path: without[0]!.path,
        message: `has no "${tag}", which ${count} of ${byLanguage.length} texts have${
          without.length > 1
            ? `; nor have ${
                without.length > 6
                  ? `${without.length - 1} others`
                  : without
                      .slice(1)
                      .map(({ path }) => path)
                      .join(', ')
              }`
            : ''
        }`,
        mild: true,
      });
  }
  return found;
}
