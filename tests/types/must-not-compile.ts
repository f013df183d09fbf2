// biome-ignore-all lint/correctness/noUnusedVariables: each is only compiled
import type {
  Answer,
  FeedbackRecord,
  RecordResult,
  ScaleQuestion,
  Survey,
  SurveyInput,
} from '../../src/contract/types';
import type { UserOptions } from '../../src/options';

/** Compiled, never run: each line below an `@ts-expect-error` is a mistake that the public types must catch. */

const endpoint = 'https://feedback.example/v1/submissions';
const ok: UserOptions = { endpoint, project: 'shop' };

// @ts-expect-error no endpoint: there is nowhere to send anything
const noEndpoint: UserOptions = { project: 'shop' };
// @ts-expect-error no project
const noProject: UserOptions = { endpoint };
// @ts-expect-error an option that does not exist: a typo would be silent otherwise
const typo: UserOptions = { ...ok, positon: 'start' };
// @ts-expect-error an edge is logical, not left or right
const edge: UserOptions = { ...ok, position: 'left' };
// @ts-expect-error a theme of our three
const theme: UserOptions = { ...ok, theme: 'sepia' };
// @ts-expect-error a boolean, not its text
const text: UserOptions = { ...ok, test: 'true' };
// @ts-expect-error consent is one of three states, not a boolean
const consent: UserOptions = { ...ok, consent: true };
// @ts-expect-error a time that does not exist
const timing: UserOptions = { ...ok, timing: { requestTimeout: 15 } };
// @ts-expect-error milliseconds are a number
const unit: UserOptions = { ...ok, timing: { requestTimeoutMs: '15s' } };
// @ts-expect-error data is flat
const nested: UserOptions = { ...ok, data: { plan: { name: 'pro' } } };
// @ts-expect-error a date is no scalar: give its text
const dated: UserOptions = { ...ok, data: { since: new Date(0) } };
// @ts-expect-error a preset of another name, among the host's surveys
const surveys: UserOptions = { ...ok, surveys: { checkout: { preset: 'cess' } } };
// @ts-expect-error a record is changed or dropped at once: a promise would hold up the disk
const late: UserOptions = { ...ok, beforeSend: async (record) => record };

const preset: SurveyInput = { preset: 'nps', title: { en: 'Hello', ko: '안녕하세요' } };
// @ts-expect-error a preset of another name
const wrongName: SurveyInput = 'cess';

const scale = { min: 1, max: 7, direction: 'higher_better', positive: [5, 7] } as const;
const question: ScaleQuestion = {
  id: 'effort',
  type: 'scale',
  metric: 'ces2',
  scale: { ...scale, positive: [5, 7] },
  look: 'list',
  prompt: 'How much do you agree?',
  labels: ['Strongly disagree', 'Strongly agree'],
  bands: [3, 4],
};
// @ts-expect-error a scale without direction: its figure could be read upside down
const noDirection: ScaleQuestion = { ...question, scale: { min: 1, max: 7, positive: [5, 7] } };
// @ts-expect-error a direction that does not exist
const wrongDirection: ScaleQuestion = { ...question, scale: { ...scale, positive: [5, 7], direction: 'up' } };
// @ts-expect-error a scale without what counts as positive
const noPositive: ScaleQuestion = { ...question, scale: { min: 1, max: 7, direction: 'higher_better' } };
// @ts-expect-error one number is no range
const onePositive: ScaleQuestion = { ...question, scale: { ...scale, positive: [5] } };
// @ts-expect-error an unknown metric
const metric: ScaleQuestion = { ...question, metric: 'ces3' };
// @ts-expect-error sliders are not offered
const slider: ScaleQuestion = { ...question, look: 'slider' };
// @ts-expect-error bands are two upper values
const bands: ScaleQuestion = { ...question, bands: [3] };
// @ts-expect-error a condition is data, never a function
const code: ScaleQuestion = { ...question, prompt: () => 'How much?' };

const survey: Survey = { id: 'checkout', version: '1', mode: 'journey', title: 'Your order', questions: [question] };
// @ts-expect-error no version: changed wording could not be told apart
const noVersion: Survey = { id: 'checkout', mode: 'journey', title: 'Your order', questions: [question] };
// @ts-expect-error a mode that does not exist
const mode: Survey = { ...survey, mode: 'always' };
// @ts-expect-error a question type that no panel draws
const unknownType: Survey = { ...survey, questions: [{ id: 'q', type: 'rating', prompt: 'Hm?' }] };
// @ts-expect-error a choice without options
const noOptions: Survey = { ...survey, questions: [{ id: 'q', type: 'choice', prompt: 'Which?' }] };

const answer: Answer = { question: 'why', type: 'text', value: 'Quick', prompt: 'Why?' };
// @ts-expect-error an object is no answer: a matrix is rows of texts
const object: Answer = { ...answer, value: { row: { column: 1 } } };
// @ts-expect-error neither is a list of numbers
const numbers: Answer = { ...answer, value: [1, 2] };
// @ts-expect-error an answer without what was asked
const noPrompt: Answer = { question: 'why', type: 'text', value: 'Quick' };

// @ts-expect-error a record of a newer version is another type
const version: Pick<FeedbackRecord, 'v'> = { v: 2 };
// @ts-expect-error no collector answers "ok"
const status: RecordResult = { id: 'a', status: 'ok' };
