import type { Metric, Mode, Scalar, ScaleMeaning } from './types';

/**
 * Surveys as plain JSON: conditions and branches are data, never functions, so that one survey works from a script tag,
 * from a file and from code.
 */

/** Text in one language, or by BCP 47 tag with English as the fallback. */
export type Text = string | { [locale: string]: string };

// ------------------------------------------------------------------------------------------- conditions

/** What a page tells about itself and its visitor, for conditions. Times of day and places are not among them. */
export type ContextName =
  | 'url'
  | 'referrer'
  | 'title'
  | 'release'
  | 'locale'
  | 'touchpoint'
  | 'segment'
  | 'channel'
  | 'device.type'
  | 'device.os'
  | 'device.browser'
  | 'viewport.width'
  | 'online'
  | 'returning';

/** How a value is compared. Of several comparisons all must hold; without a value only `answered: false` does. */
export interface Comparison {
  /** Is this value. Of a choice: this option and no other. */
  eq?: string | number | boolean | undefined;
  /** Is one of these values. Of a choice: one of them at least was chosen. */
  in?: (string | number | boolean)[] | undefined;
  /** Is below this number, or before this date (`2026-01-31`). */
  lt?: number | string | undefined;
  /** Is this number or above, or this date or after. */
  gte?: number | string | undefined;
  /** Text: has this in it, in upper or lower case. Choice: this option was chosen, perhaps beside others. */
  contains?: string | undefined;
  /** Whether there is a value at all. */
  answered?: boolean | undefined;
}

/** What a question, a page, a jump, an end or a prompt depends on. One of the subjects, or one of `all`, `any`, `not`. */
export interface Condition extends Comparison {
  /** Id of an earlier question. */
  answer?: string | undefined;
  /** Of a matrix question: the row. */
  row?: string | undefined;
  context?: ContextName | undefined;
  /** Name of a value of the host's own data (`setContext`, `hidden`). */
  data?: string | undefined;
  /** Name of a trait that `identify` gave. */
  trait?: string | undefined;
  all?: Condition[] | undefined;
  any?: Condition[] | undefined;
  not?: Condition | undefined;
}

// -------------------------------------------------------------------------------------------- questions

export interface ScaleQuestion {
  id: string;
  type: 'scale';
  metric: Metric;
  /** 2 to 11 points. */
  scale: ScaleMeaning;
  /**
   * How the points are drawn. `list`: labelled rows; `numbers`: boxes with end labels; `faces`: five faces with text;
   * `stars`: 3 to 10 stars; `thumbs`: two thumbs.
   */
  look: 'list' | 'numbers' | 'faces' | 'stars' | 'thumbs';
  prompt: Text;
  /** A statement to agree with, below the prompt (CES 2.0). */
  statement?: Text | undefined;
  /** One label a point, or the labels of both ends. */
  labels: Text[];
  /** Upper value of the low and of the middle band; `[3, 4]` makes 1–3 / 4 / 5–7. */
  bands: [number, number];
  required?: boolean | undefined;
  when?: Condition | undefined;
}

/** One of several things. `exclusive`: "None of these", which leaves no other beside it. */
export interface Option {
  id: string;
  label: Text;
  exclusive?: boolean | undefined;
}

export interface ChoiceQuestion {
  id: string;
  type: 'choice';
  metric?: Metric | undefined;
  prompt: Text;
  options: Option[];
  multiple?: boolean | undefined;
  /** Adds an option `other` with a text of the visitor's own; a text is its label. */
  other?: boolean | Text | undefined;
  /** `shuffled`: in another order for each visitor; exclusive options and `other` stay last. @default 'kept' */
  order?: 'kept' | 'shuffled' | undefined;
  /** `menu`: the browser's own list that opens. @default chips, and a menu for one of more than ten */
  look?: 'chips' | 'menu' | undefined;
  required?: boolean | undefined;
  when?: Condition | undefined;
}

export interface TextQuestion {
  id: string;
  type: 'text';
  prompt: Text;
  /** Prompt by the band of the scale question named in `by`. */
  promptByBand?: { by: string; low: Text; mid: Text; high: Text } | undefined;
  /** `short`: one line. @default 'long' */
  size?: 'short' | 'long' | undefined;
  /** Code points, NFC. Default 4,000. */
  maxLength?: number | undefined;
  required?: boolean | undefined;
  when?: Condition | undefined;
}

/** Yes or no. */
export interface BooleanQuestion {
  id: string;
  type: 'boolean';
  prompt: Text;
  /** Instead of "Yes" and "No". */
  labels?: [yes: Text, no: Text] | undefined;
  required?: boolean | undefined;
  when?: Condition | undefined;
}

/** A tick, never set beforehand. `required`: nothing is sent without it. Travels as a `boolean` answer. */
export interface ConsentQuestion {
  id: string;
  type: 'consent';
  /** What is agreed to. */
  prompt: Text;
  link?: Link | undefined;
  required?: boolean | undefined;
  when?: Condition | undefined;
}

/** Who it is from, in place of "I'd like a reply" below. Travels as `respondent.contact`, and is never part of a draft. */
export interface ContactQuestion {
  id: string;
  type: 'contact';
  prompt: Text;
  /** @default ['email'] */
  fields?: ('email' | 'name')[] | undefined;
  required?: boolean | undefined;
  when?: Condition | undefined;
}

export interface NumberQuestion {
  id: string;
  type: 'number';
  prompt: Text;
  min?: number | undefined;
  max?: number | undefined;
  /** Distance of two numbers that may be given, counted from `min`. @default 1; `'any'`: decimals of any length */
  step?: number | 'any' | undefined;
  /** Shown after the field: "kg", "%". */
  unit?: Text | undefined;
  required?: boolean | undefined;
  when?: Condition | undefined;
}

/** A day, by the browser's own field. */
export interface DateQuestion {
  id: string;
  type: 'date';
  prompt: Text;
  /** `2026-01-31`, or `today`, in the visitor's own time zone. */
  min?: string | undefined;
  max?: string | undefined;
  required?: boolean | undefined;
  when?: Condition | undefined;
}

/** Things in order: by buttons and by dragging. An order that nobody touched is no answer. */
export interface RankingQuestion {
  id: string;
  type: 'ranking';
  prompt: Text;
  options: { id: string; label: Text }[];
  /** Of the order at the beginning. @default 'shuffled', because what stands first is chosen more often */
  order?: 'kept' | 'shuffled' | undefined;
  required?: boolean | undefined;
  when?: Condition | undefined;
}

/** The same choice for several things. On a phone each row is a group of its own. */
export interface MatrixQuestion {
  id: string;
  type: 'matrix';
  prompt: Text;
  rows: { id: string; label: Text }[];
  columns: { id: string; label: Text }[];
  /** Every row wants an answer. */
  required?: boolean | undefined;
  when?: Condition | undefined;
}

/** Files beside the words: at most 2 MiB each. */
export interface FileQuestion {
  id: string;
  type: 'file';
  prompt: Text;
  /** MIME types and endings, as `<input accept>` takes them. @default 'image/*' */
  accept?: string | undefined;
  /** 1 to 10. @default 1 */
  maxFiles?: number | undefined;
  required?: boolean | undefined;
  when?: Condition | undefined;
}

/** Something to read between questions. */
export interface StatementQuestion {
  id: string;
  type: 'statement';
  /** Its heading. */
  prompt: Text;
  text?: Text | undefined;
  link?: Link | undefined;
  when?: Condition | undefined;
}

export type Question =
  | ScaleQuestion
  | ChoiceQuestion
  | TextQuestion
  | BooleanQuestion
  | ConsentQuestion
  | ContactQuestion
  | NumberQuestion
  | DateQuestion
  | RankingQuestion
  | MatrixQuestion
  | FileQuestion
  | StatementQuestion;

/** Questions that the panel asks in words of its own, in each of its languages (MEASUREMENT.md, Wording). */
export type ReadyName =
  | 'ces'
  | 'csat'
  | 'nps'
  | 'emotion'
  | 'helpful'
  /** Compared with what was expected: worse, as expected, better. */
  | 'expected'
  /** CES 1.0, five points of effort: lower is better. */
  | 'effort'
  /** Yes, partly, no. */
  | 'success'
  | 'category'
  /** What did you come to do? */
  | 'goal'
  /** The text below a rating. */
  | 'comment';

/** A question by name, without words: the panel has them. */
export interface ReadyQuestion {
  id: string;
  ready: ReadyName;
  /** Of a comment: id of the rating before it, whose score decides what is asked. */
  by?: string | undefined;
  /** Of a scale: how its points are drawn. */
  look?: 'list' | 'numbers' | 'faces' | 'stars' | undefined;
  required?: boolean | undefined;
  when?: Condition | undefined;
}

/** The types that a survey's questions have. Answers have fewer (`QuestionType`): a consent travels as a boolean. */
export type QuestionKind = Question['type'];

// ------------------------------------------------------------------------------------------------- flow

/** An `https:` or `mailto:` address, or a path on the site. Opens in another tab. */
export interface Link {
  label: Text;
  url: string;
}

/** Where to go on after a page. */
export interface Jump {
  /** The first jump whose condition holds is taken; one without a condition always. */
  when?: Condition | undefined;
  /** Id of a later page, or of an end. */
  to: string;
}

/** Questions that are asked on one screen. */
export interface Page {
  id: string;
  /** Ids of questions. Every question stands on one page, in the order in which it is asked. */
  questions: string[];
  title?: Text | undefined;
  /** The page is left out unless this holds. */
  when?: Condition | undefined;
  /** @default the page after this one, and after the last the first end that fits */
  next?: Jump[] | undefined;
}

/** What is said when the answers are sent. */
export interface End {
  id: string;
  when?: Condition | undefined;
  /** @default "Thank you" */
  title?: Text | undefined;
  text?: Text | undefined;
  link?: Link | undefined;
}

// ----------------------------------------------------------------------------------------- when and whom

/** What went wrong on a page, as far as a browser can tell. */
export type SignalName = 'rage_click' | 'dead_click' | 'error' | 'slow_page';

/**
 * What opens a survey by itself. Of several things in one trigger all must happen on one view of the page; after `event`,
 * where there is one. A view ends where the page shows another URL.
 */
export interface Trigger {
  /** `track(event)` is called. */
  event?: string | undefined;
  /** The page's address: a path (`/thanks`, `/shop/*`, `/**`) or a whole one. */
  url?: string | undefined;
  /** Milliseconds. */
  delayMs?: number | undefined;
  /** Milliseconds in which the page was really in front. */
  dwellMs?: number | undefined;
  /** Milliseconds without a sign of anybody. */
  idleMs?: number | undefined;
  /** How much of the page came into the window, 1 to 100. */
  scrollPercent?: number | undefined;
  /** The mouse leaves the page by its upper edge. */
  exit?: true | undefined;
  /** CSS selector: half of this element is in the window. */
  view?: string | undefined;
  /** CSS selector: this element was clicked. */
  click?: string | undefined;
  /** It is this visit or a later one: 2 is the first return. */
  visits?: number | undefined;
  signal?: SignalName | undefined;
}

/** A survey is plain JSON: one survey works from a script tag, from a file and from code. */
export interface Survey {
  /** At most 64 characters. */
  id: string;
  /** At most 64 characters. Change it whenever wording or scale changes. */
  version: string;
  mode: Mode;
  /** What the panel is called, visible and for assistive technology. */
  title: Text;
  /** 1 to 20, asked in order. */
  questions: Question[];
  /** @default all questions on one page */
  pages?: Page[] | undefined;
  /** The first that fits is shown. @default "Thank you", and what becomes of the words */
  ends?: End[] | undefined;
  /** Offer "I'd like a reply", or when to. Default true. */
  reply?: boolean | Condition | undefined;
  /** Shown above Send: what may help at once. */
  helpLinks?: (Link & { when?: Condition | undefined })[] | undefined;
  /** Asks for a public review, after every submission or after none: never depending on an answer. */
  reviewLink?: Link | undefined;
  /** Says hello by the name that `identify` gave, above the first question. @default false */
  greet?: boolean | undefined;
  /** Values that travel in `data` and that conditions may ask for: fixed, or a query parameter of the page's URL. */
  hidden?: { [name: string]: Scalar | { query: string } } | undefined;
  /** Where its author means it to stand: a note for people. How it is opened decides where it is shown. */
  layout?: 'dialog' | 'inline' | undefined;
  touchpoint?: string | undefined;
  journey?: { id: string; stage?: string | undefined } | undefined;
  /** What opens it by itself; of several, any. @default it opens when it is asked for */
  trigger?: Trigger | Trigger[] | undefined;
  /** To whom it opens by itself: about `context`, `data` and `trait`. */
  target?: Condition | undefined;
  /** Share of visitors to whom it opens by itself, 0 to 1: the same visitors every time. @default 1 */
  sample?: number | undefined;
}

export type PresetName = 'feedback' | 'ces' | 'csat' | 'nps' | 'interaction' | 'helpful';

/** A survey as an author writes it: with ready questions among its own. */
export type WrittenSurvey = Omit<Survey, 'questions'> & { questions: (Question | ReadyQuestion)[] };

/** A preset by name, a survey, or a preset with some of its settings changed. */
export type SurveyInput =
  | PresetName
  | WrittenSurvey
  | (Partial<Omit<Survey, 'questions' | 'pages'>> & { preset: PresetName });
