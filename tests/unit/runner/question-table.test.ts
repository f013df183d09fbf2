import { describe, expect, it } from 'vitest';
import { questionsIn, questionTable } from '../../runner/question-table.mjs';

const report = (...tests: [fullName: string, status: string][]) => ({
  testResults: [{ assertionResults: tests.map(([fullName, status]) => ({ fullName, status })) }],
});
const chromium = questionsIn(
  report(
    ['every question by keyboard: ranking is answered', 'passed'],
    ['in Chromium every question by tree: ranking says what it is', 'failed'],
    ['every question by tree: ranking once more', 'passed'],
    ['every question by touch: file has targets', 'skipped'],
    ['another test', 'passed'],
  ),
);

describe('the table of questions and engines', () => {
  it('says of each question and way passed, failed or not run, and of several tests the worst', () => {
    expect(questionTable('', [{ title: 'Chromium', questions: chromium }]).split('\n')).toEqual([
      '| Question | Chromium, keyboard | Chromium, touch | Chromium, tree |',
      '|---|---|---|---|',
      '| ranking | passed | not run | failed |',
      '| file | not run | not run | not run |',
    ]);
  });

  it('replaces the columns of an engine that ran again, and leaves the others', () => {
    const first = questionTable('', [
      { title: 'Chromium', questions: chromium },
      { title: 'WebKitGTK', questions: chromium },
    ]);
    const questions = questionsIn(report(['every question by keyboard: text is answered', 'passed']));
    expect(
      questionTable(first, [{ title: 'Chromium', questions }])
        .split('\n')
        .slice(2),
    ).toEqual([
      '| ranking | not run | not run | not run | passed | not run | failed |',
      '| file | not run | not run | not run | not run | not run | not run |',
      '| text | passed | not run | not run | not run | not run | not run |',
    ]);
  });
});
