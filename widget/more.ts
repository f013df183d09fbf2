import { fieldOf } from '../src/survey/field-of';
import { wordsOf } from '../src/survey/wording';
import { attend } from './attend';
import { bodyOf } from './body';
import { Contact, contactOf } from './contact';
import { focusProblem } from './focus-problem';
import { shieldKeys } from './keys';
import words from './locales/en-more';
import { nameParts } from './name-parts';
import { parts } from './parts';
import { problemText } from './problem-text';
import { ChoiceField, choiceLabel } from './questions/choice';
import { Clear } from './questions/clear';
import { Counter } from './questions/counter';
import { Ends } from './questions/ends';
import { must } from './questions/must';
import { ChipsField, FacesField, NumbersField } from './questions/row';
import { readableAccent } from './readable-accent';
import { isShort } from './short';
import { whenSeen } from './when-seen';

/** What a CES form can open without: the other presets and their questions, contact, prompts, refusals. */
export { madeSurvey } from './made-survey';
export { default as css } from './more.css';
export { themeText } from './theme-text';

Object.assign(parts, {
  choice: ChoiceField,
  choiceLabel,
  chips: ChipsField,
  faces: FacesField,
  numbers: NumbersField,
  Contact,
  isShort,
  bodyOf,
  Clear,
  Counter,
  Ends,
  must,
  shieldKeys,
  whenSeen,
  focusProblem,
  problemText,
  fieldOf,
  wordsOf,
  attend,
  nameParts,
  contactOf,
  readableAccent,
  words,
});

export { parts };
