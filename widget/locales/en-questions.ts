import type { Plural } from '../languages/plural';

/** English for surveys of several pages and for questions that no preset asks. */
const questions = {
  nextButton: 'Next',
  backButton: 'Back',
  /** Name of the bar that shows how much is behind. */
  progressName: 'Progress',
  /** Above links that may make sending unnecessary. */
  helpTitle: 'This may help right away',
  /** `{name}` is a person's own name. */
  helloName: 'Hello {name}',
  /** What the launcher says when the form could not be loaded. */
  tabSorry: 'Can’t open right now. Try again',
  /** Beside a question that has to be answered, in brackets. */
  mustAnswer: 'required',

  chooseOne: 'Choose one',
  chooseSeveral: 'Choose all that apply',
  /** An option, and the name of the field that it opens. */
  otherOption: 'Something else',
  otherLabel: 'What is it?',
  starsName: { one: '{stars} star', other: '{stars} stars' } as Plural,

  badNumber: 'Enter a number.',
  wholeNumber: 'Enter a whole number.',
  numberStep: 'Enter a number in steps of {step}.',
  numberFrom: 'Enter {min} or more.',
  numberTo: 'Enter {max} or less.',
  numberBetween: 'Enter a number from {min} to {max}.',
  badDate: 'Enter a full date.',
  dateFrom: 'Choose {min} or a later date.',
  dateTo: 'Choose {max} or an earlier date.',
  dateBetween: 'Choose a date from {min} to {max}.',

  rankHint: 'Put them in order with the buttons, or drag them. What matters most comes first.',
  /** Names of buttons. `{item}` is what stands in the row. */
  moveUp: 'Move up: {item}',
  moveDown: 'Move down: {item}',
  /** Said when something was moved. */
  rankMoved: '{item}: now {place} of {places}',
  /** A tick for whoever finds the order right as it stands. */
  rankKeep: 'This order is right',

  /** Of a table with one choice a row. */
  rowsMissing: 'Please answer every row.',
  mustAgree: 'Tick this box to go on.',
  nameLabel: 'Name',
  badAddress: 'Enter a valid email address, for example name@example.com.',

  addFile: 'Add a file',
  filesAtMost: {
    one: 'At most {files} file of up to {size}.',
    other: 'At most {files} files of up to {size} each.',
  } as Plural,
  removeFile: 'Remove {name}',
  fileTooLarge: '{name} is larger than {size}.',
  fileKind: '{name} is not a kind of file that can be added here.',
  fileEmpty: '{name} is empty.',
  fileUnread: '{name} could not be read.',
  fileTooMany: '{name} was not added: there are as many files as can be sent.',
  /** After sending: the words were kept, the file was not. */
  fileNotKept: 'Your words are kept, but {name} could not be added to them.',
};

export type QuestionWords = typeof questions;
export default questions as QuestionWords;
