import { dimensionWords, inSentence } from '../../rollup/dimensions';
import { importedName, isImported } from './imported';

/** How a page calls what figures are broken down by, those of the import too. */
export const partWords = (dimension: string): string =>
  isImported(dimension) ? `${importedName(dimension)} (from your import)` : dimensionWords(dimension);

export const partInSentence = (dimension: string): string =>
  isImported(dimension) ? partWords(dimension) : inSentence(dimension);
