import type { FieldFile } from './kit';

/** One line a question type that no preset asks. Each is its own chunk, loaded with the first survey that has one. */
const files: { [name: string]: () => Promise<FieldFile> } = {
  boolean: () => import('./fields/boolean'),
  choices: () => import('./fields/choices'),
  consent: () => import('./fields/consent'),
  contact: () => import('./fields/contact'),
  date: () => import('./fields/date'),
  file: () => import('./fields/file'),
  line: () => import('./fields/line'),
  matrix: () => import('./fields/matrix'),
  number: () => import('./fields/number'),
  ranking: () => import('./fields/ranking'),
  stars: () => import('./fields/stars'),
  statement: () => import('./fields/statement'),
  thumbs: () => import('./fields/thumbs'),
};

export const fieldFile = (name: string): Promise<FieldFile> => files[name]!();
export const flowFile = () => import('./flow');
