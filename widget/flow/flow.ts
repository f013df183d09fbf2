import type { JSX } from 'preact';
import type { End } from '../../src/contract/types';
import type { KindWorld } from '../../src/survey/kinds/kind';
import type { Filled } from '../../src/survey/panel-host';
import type { MadeSurvey } from '../made-survey';
import type { PanelState, Problems } from '../panel-state';
import type { Panel } from '../view';

type Part = (props: { panel: Panel }) => JSX.Element;

/** What a survey adds to the panel that has pages, conditions, ends, or questions that no preset asks. */
export interface Flow {
  /** The survey as it is asked now: the questions of the page that the visitor stands on. */
  view(state: PanelState): MadeSurvey;
  isLast(state: PanelState): boolean;
  world(): KindWorld;
  /** Of all orders that are shuffled here. */
  seed: string;
  /** Files that were added, by question, and why the last was not. They are in no draft. */
  added: { [question: string]: { files: File[]; trouble: string } };
  /** Days that are half typed, by question: the field has no value then, and is not empty either. */
  half: { [question: string]: boolean };
  /** What was said last about a question, for who listens. */
  told: { [question: string]: string };
  /** Names of files that were left out while the words were kept. */
  lost(state: PanelState): string[];
  Main: Part;
  Foot: Part;
  /** A problem in words, where the question has its own. */
  problemText(panel: Panel, at: string): string | undefined;
  /** What goes on the wire, of the questions on the way alone, with contact, hidden fields and files; and what keeps it from that. */
  contactOf(panel: Panel): { problems: Problems; filled: Partial<Filled> };
  /** What is said at the end, where the survey says it. */
  end(state: PanelState): End | undefined;
}
