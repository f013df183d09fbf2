import type { FieldFile } from './kit';
import { surveysOnPage } from './surveys-in-one-file';

/** In place of field-files.ts in one file. */
export const fieldFile = async (name: string): Promise<FieldFile> => {
  const field = surveysOnPage().fields[name];
  if (!field) throw new Error(`Earshot: no question "${name}"`);
  return field();
};
export const flowFile = async () => surveysOnPage().flow();
