import type { Survey } from '../../../contract/types';
import type { Problem } from '../problem';
import { addressFlaws } from './addresses';
import { comparisonFlaws } from './comparisons';
import { contextFlaws } from './context-values';
import { dataFlaws } from './data';
import { dateFlaws } from './dates';
import { linkFlaws } from './links';
import { neverFlaws } from './never';
import { openingFlaws } from './opening';
import { optionFlaws } from './options';
import { promptFlaws } from './prompt';
import { scaleFlaws } from './scales';
import { sendFlaws } from './sending';
import { stepFlaws } from './steps';
import { tagFlaws } from './tags';
import { textFlaws } from './texts';
import { triggerFlaws } from './triggers';

/** Each looks at what stands in the file under a name, whatever that is. */
export const OF_ANYTHING: ((survey: unknown, name: string) => Problem[])[] = [
  addressFlaws,
  contextFlaws,
  dataFlaws,
  linkFlaws,
  openingFlaws,
  tagFlaws,
  textFlaws,
  triggerFlaws,
];

/** Each looks at a survey whose parts are as they should be; `sound` tells that it fits together as well. */
export const OF_SURVEYS: ((survey: Survey, sound: boolean) => Problem[])[] = [
  comparisonFlaws,
  dateFlaws,
  neverFlaws,
  optionFlaws,
  promptFlaws,
  scaleFlaws,
  sendFlaws,
  stepFlaws,
];
