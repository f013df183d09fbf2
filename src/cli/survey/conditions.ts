import { isObject } from '../../contract/fields';

type Path = (string | number)[];
type Seen = (condition: { [key: string]: unknown }, path: Path) => void;

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const field = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

/** Every single comparison of a survey, however deeply it is joined to others, with its path. Takes any value. */
export function eachCondition(survey: unknown, seen: Seen): void {
  const walk = (given: unknown, path: Path): void => {
    if (!isObject(given)) return;
    seen(given, path);
    for (const name of ['all', 'any'] as const)
      list(given[name]).forEach((inner, at) => void walk(inner, [...path, name, at]));
    walk(given['not'], [...path, 'not']);
  };
  for (const name of ['questions', 'pages', 'ends', 'helpLinks'] as const)
    list(field(survey, name)).forEach((one, at) => {
      walk(field(one, 'when'), [name, at, 'when']);
      list(field(one, 'next')).forEach(
        (jump, place) => void walk(field(jump, 'when'), [name, at, 'next', place, 'when']),
      );
    });
  walk(field(survey, 'reply'), ['reply']);
  walk(field(survey, 'target'), ['target']);
}
