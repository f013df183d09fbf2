/** In place of question words in one file: `earshot.surveys.js` has them. */
export const questions = {};
