import type { JSX } from 'preact';
import type { ChoiceQuestion, Question } from '../src/contract/types';
import type { fieldOf } from '../src/survey/field-of';
import type { wordsOf } from '../src/survey/wording';
import type { attend } from './attend';
import type { bodyOf } from './body';
import type { contactOf } from './contact';
import type { MoreWords } from './locales/en-more';
import type { nameParts } from './name-parts';
import type { problemText } from './problem-text';
import type { Ends } from './questions/ends';
import type { must } from './questions/must';
import type { readableAccent } from './readable-accent';
import type { isShort } from './short';
import type { Panel } from './view';

type Part = (props: { panel: Panel }) => JSX.Element;
type Field = (props: { panel: Panel; question: never }) => JSX.Element;

/** What the panel draws with. A CES form needs what stands here; `more.ts` puts in the rest. */
export const parts: {
  list?: Field;
  text?: Field;
  numbers?: Field;
  faces?: Field;
  chips?: Field;
  choice?: Field;
  Contact?: Part;
  isShort?: typeof isShort;
  bodyOf?: typeof bodyOf;
  fieldOf?: typeof fieldOf;
  choiceLabel?: (question: ChoiceQuestion, chosen: string[], say: Panel['say']) => string;
  wordsOf?: typeof wordsOf;
  Clear?: (props: { panel: Panel; question: Question }) => JSX.Element;
  /** Marks a question that has to be answered. */
  must?: typeof must;
  Ends?: typeof Ends;
  Counter?: (props: { id: string; text: string; most: number; locale: string }) => JSX.Element;
  shieldKeys?: (hasFocus: () => boolean, dismiss: false | (() => void)) => () => void;
  problemText?: typeof problemText;
  focusProblem?: (inside: ParentNode) => void;
  whenSeen?: (element: Element, tell: () => void) => () => void;
  attend?: typeof attend;
  nameParts?: typeof nameParts;
  contactOf?: typeof contactOf;
  readableAccent?: typeof readableAccent;
  words?: MoreWords;
} = {};
