/**
 * What somebody who listens should hear of each question of the gallery, in the form of `support/heard/outline.ts`:
 * as it opens, after Send when it is required and was left out, and when it was answered with the keyboard alone.
 */
export interface Outlines {
  asked: string[];
  missing: string[];
  answered: string[];
  /** What has to be told while it is answered (`support/heard/atspi.ts`). */
  told: string[];
}

const PLEASE = 'Please answer this.';
const CLEAR = '  button "Clear answer"';
const about = (...parts: string[]) => (parts.some(Boolean) ? ` (${parts.filter(Boolean).join(' ')})` : '');

/** Radios in a group that has the prompt's name: the second is chosen, and the first says what is missing. */
function radios(prompt: string, labels: string[], ends = ''): Outlines {
  const all = (more: (at: number) => string) => labels.map((label, at) => `  radio "${label}"${more(at)}`);
  return {
    asked: [`radiogroup "${prompt}"${about(ends)}`, ...all(() => '')],
    missing: [
      `radiogroup "${prompt}" required invalid${about(PLEASE, ends)}`,
      ...all((at) => (at ? '' : about(PLEASE))),
    ],
    answered: [`radiogroup "${prompt}"${about(ends)}`, ...all((at) => (at === 1 ? ' checked' : '')), CLEAR],
    // the first is chosen too, but for so short a time that not every browser tells it
    told: [`focused radio "${labels[0]}"`, `checked radio "${labels[1]}"`],
  };
}

/** One field that is typed into. */
const field = (prompt: string, value: string, more = '', optional = true): Outlines => {
  const name = optional ? `${prompt} (optional)` : prompt;
  return {
    asked: [`textbox "${name}"${about(more)}`],
    missing: [`textbox "${prompt}" required invalid${about(PLEASE, more)}`],
    answered: [`textbox "${name}" = "${value}"${about(more)}`],
    told: [`focused textbox "${name}"`],
  };
};

const VISIT = 'How was your visit?';
const LABELS = ['Terrible', 'Bad', 'Okay', 'Good', 'Great'];
const starsOf = (count: number) => Array.from({ length: count }, (_, at) => `${at + 1} star${at ? 's' : ''}`);
const GOALS = ['Buy something', 'Look around', 'Get help'];
const CITIES = [
  ...['Seoul', 'Busan', 'Incheon', 'Daegu', 'Daejeon', 'Gwangju', 'Suwon', 'Ulsan', 'Jeju', 'Jeonju'],
  ...['Gangneung', 'Sokcho'],
];
const menu = (chosen: string) =>
  ['Choose one', ...CITIES].map((city) => `  option "${city}"${city === chosen ? ' selected' : ''}`);

const WHY = 'What mattered most to you?';
const REASONS = ['Price', 'Delivery time', 'Choice of products', 'Friendly staff', 'Something else', 'None of these'];
const AGREE = 'I agree that my answers may be quoted without my name.';
const CARE = [
  'We use your email address only to reply to this.',
  'We keep it for 90 days.',
  'You can send without this.',
];

const RANK = 'Put these in order of importance';
const HINT = 'Put them in order with the buttons, or drag them. What matters most comes first.';
const THINGS = ['Price', 'Delivery time', 'Choice of products', 'Friendly staff'];
const ranks = (things: string[]) => [
  '  list',
  ...things.flatMap((thing, at) => [
    // its place is told by the list
    `    listitem "${thing}"`,
    ...(at ? [`      button "Move up: ${thing}"`] : []),
    ...(at < things.length - 1 ? [`      button "Move down: ${thing}"`] : []),
  ]),
];

const TABLE = 'How satisfied are you with…';
const ROWS = ['Prices', 'Delivery', 'Packaging'];
const COLUMNS = ['Not at all', 'Somewhat', 'Very'];
const rows = (states: string, cell: (row: number, column: number) => string) =>
  ROWS.flatMap((row, at) => [
    `  radiogroup "${row}"${states}`,
    ...COLUMNS.map((column, place) => `    radio "${column}"${cell(at, place)}`),
  ]);

const SHOW = 'Show us what you mean';
const MOST = 'At most 3 files of up to 2 MB each.';
const READ = ['heading "Two short questions"', 'text "They take a minute. You can leave any of them out."'];
const words = field('What would you like to tell us?', 'Words');

export const OUTLINES: { [survey: string]: Outlines } = {
  'scale-list': radios(VISIT, LABELS),
  'scale-faces': radios(VISIT, LABELS),
  'scale-stars': radios(
    VISIT,
    starsOf(5).map((stars, at) => `${stars}, ${LABELS[at]}`),
  ),
  'scale-ten-stars': radios(VISIT, starsOf(10), '1 Terrible, 10 Great'),
  'scale-thumbs': radios('Would you come again?', ['Yes', 'No']),
  'scale-numbers': radios(
    VISIT,
    Array.from({ length: 11 }, (_, at) => `${at}`),
    '0 Terrible, 10 Great',
  ),
  'effort-ces1': radios(
    'How much effort did it take you to do what you came to do?',
    ['1', '2', '3', '4', '5'],
    '1 Very low effort, 5 Very high effort',
  ),
  choice: radios('What did you come to do?', GOALS),
  'choice-other': radios('What did you come to do?', [...GOALS, 'Something else']),
  'choice-several': {
    asked: [`group "${WHY}" (Choose all that apply)`, ...REASONS.map((reason) => `  checkbox "${reason}"`)],
    missing: [
      `group "${WHY} (required)" invalid (${PLEASE} Choose all that apply)`,
      ...REASONS.map((reason, at) => `  checkbox "${reason}"${at ? '' : about(PLEASE)}`),
    ],
    answered: [
      `group "${WHY}" (Choose all that apply)`,
      ...REASONS.map((reason, at) => `  checkbox "${reason}"${at ? '' : ' checked'}`),
      CLEAR,
    ],
    told: ['focused checkbox "Price"', 'checked checkbox "Price"'],
  },
  'choice-menu': {
    asked: ['combobox "Where did you buy it?" = "Choose one"', ...menu('Choose one')],
    missing: [`combobox "Where did you buy it?" required invalid = "Choose one" (${PLEASE})`, ...menu('Choose one')],
    answered: ['combobox "Where did you buy it?" = "Seoul"', ...menu('Seoul')],
    told: ['focused combobox "Where did you buy it?"'],
  },
  text: words,
  'text-short': field('In one word?', 'Word'),
  boolean: radios('Did you find what you were looking for?', ['Yes', 'No']),
  consent: {
    asked: [`checkbox "${AGREE}" required`, 'link "Privacy"'],
    missing: [`checkbox "${AGREE}" required invalid (Tick this box to go on.)`, 'link "Privacy"'],
    answered: [`checkbox "${AGREE}" required checked`, 'link "Privacy"'],
    told: [`focused checkbox "${AGREE}"`, `checked checkbox "${AGREE}"`],
  },
  contact: {
    asked: [
      `group "May we contact you about this? (optional)" (${CARE.join(' ')} Privacy)`,
      ...['  textbox "Name"', '  textbox "Email"', '  link "Privacy"'],
    ],
    missing: [
      `group "May we contact you about this?" (${PLEASE} ${CARE[0]} ${CARE[1]} Privacy)`,
      `  textbox "Name" required invalid (${PLEASE})`,
      ...['  textbox "Email" required invalid', '  link "Privacy"'],
    ],
    answered: [
      `group "May we contact you about this? (optional)" (${CARE.join(' ')} Privacy)`,
      ...['  textbox "Name" = "Word"', '  textbox "Email" = "kim@maru.example"', '  link "Privacy"'],
    ],
    told: ['focused textbox "Name"', 'focused textbox "Email"'],
  },
  number: field('How many people did you shop for?', '2', 'people'),
  date: {
    asked: ['date "When did you last visit us? (optional)"'],
    missing: [`date "When did you last visit us?" required invalid (${PLEASE})`],
    answered: ['date "When did you last visit us? (optional)" = "1/31/2026"'],
    told: [],
  },
  ranking: {
    asked: [`group "${RANK} (optional)" (${HINT})`, ...ranks(THINGS), '  checkbox "This order is right"', '  status'],
    missing: [
      `group "${RANK} (required)" (${PLEASE} ${HINT})`,
      ...ranks(THINGS),
      `  checkbox "This order is right" invalid (${PLEASE})`,
      '  status',
    ],
    // the first went down by one
    answered: [
      `group "${RANK} (optional)" (${HINT})`,
      ...ranks(['Delivery time', 'Price', 'Choice of products', 'Friendly staff']),
      '  checkbox "This order is right" checked',
      '  status "Price: now 2 of 4"',
    ],
    told: ['focused button "Move down: Price"', 'said status "Price: now 2 of 4"'],
  },
  matrix: {
    asked: [`group "${TABLE} (optional)"`, ...rows('', () => '')],
    missing: [
      `group "${TABLE}" (${PLEASE})`,
      ...rows(' required', (row, column) => ` invalid${row || column ? '' : about(PLEASE)}`),
    ],
    answered: [`group "${TABLE} (optional)"`, ...rows('', (_, column) => (column === 1 ? ' checked' : '')), CLEAR],
    told: ['focused radio "Not at all"', 'checked radio "Somewhat"'],
  },
  file: {
    asked: [`group "${SHOW} (optional)"`, `  button "${SHOW} (optional) Add a file" (${MOST})`, '  status'],
    missing: [`group "${SHOW}"`, ...[`  button "${SHOW} Add a file" required invalid (${PLEASE} ${MOST})`, '  status']],
    // nothing is chosen here: what was added stands in the list
    answered: [],
    told: [`focused button "${SHOW} (optional) Add a file"`],
  },
  statement: {
    asked: [...READ, ...words.asked],
    missing: [...READ, ...words.missing],
    answered: [...READ, ...words.answered],
    told: words.told,
  },
};
