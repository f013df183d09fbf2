import fc from 'fast-check';
import type { Answer, Condition, End, Page, Question, QuestionKind, Survey } from '../../src/contract/types';

/**
 * Surveys that fit the contract and have no flaw: every question type, conditions about earlier questions with answers
 * that there can be, pages, jumps that lead on, ends. And answers to them, among which are such as an old draft may hold.
 */

type Draft =
  | { is: 'leaf'; pick: number; operator: number; value: number }
  | { is: 'all' | 'any'; of: Draft[] }
  | { is: 'not'; one: Draft };

const leaf: fc.Arbitrary<Draft> = fc.record({
  is: fc.constant('leaf' as const),
  pick: fc.nat(40),
  operator: fc.nat(5),
  value: fc.nat(40),
});
const { draft } = fc.letrec<{ draft: Draft }>((tie) => ({
  draft: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    leaf,
    fc.record({
      is: fc.constantFrom('all' as const, 'any' as const),
      of: fc.array(tie('draft'), { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ is: fc.constant('not' as const), one: tie('draft') }),
  ),
}));

const KINDS: QuestionKind[] = [
  'scale',
  'choice',
  'text',
  'boolean',
  'consent',
  'contact',
  'number',
  'date',
  'ranking',
  'matrix',
  'file',
  'statement',
];
const items = (count: number) => Array.from({ length: count }, (_, at) => ({ id: `i${at}`, label: `Item ${at}` }));

function questionOf(id: string, type: QuestionKind, size: number, flag: boolean): Question {
  const prompt = `Question ${id}`;
  const count = 2 + (size % 4);
  switch (type) {
    case 'scale':
      return {
        id,
        type,
        metric: 'custom',
        scale: {
          min: 0,
          max: count,
          direction: flag ? 'higher_better' : 'lower_better',
          positive: flag ? [count, count] : [0, 0],
        },
        look: 'list',
        prompt,
        labels: ['low', 'high'],
        bands: [0, 1],
      };
    case 'choice':
      return { id, type, prompt, options: items(count), multiple: flag, other: size % 2 === 0 };
    case 'ranking':
      return { id, type, prompt, options: items(count) };
    case 'matrix':
      return { id, type, prompt, rows: items(count), columns: items(2 + (size % 3)) };
    case 'number':
      return flag ? { id, type, prompt, min: 0, max: 100 } : { id, type, prompt, step: 'any' };
    case 'date':
      return flag ? { id, type, prompt, min: '2026-01-01' } : { id, type, prompt };
    default:
      return { id, type, prompt };
  }
}

/** A comparison with an answer that there can be. */
function comparisonOf(question: Question, operator: number, value: number): Condition | undefined {
  const pick = <T>(list: T[]): T => list[value % list.length]!;
  const either = (one: Condition, ...more: Condition[]) => ({
    answer: question.id,
    ...[one, ...more][operator % (more.length + 1)],
  });
  switch (question.type) {
    case 'scale': {
      const point = question.scale.min + (value % (question.scale.max - question.scale.min + 1));
      return either({ eq: point }, { in: [point] }, { lt: point + 1 }, { gte: point }, { answered: true });
    }
    case 'number':
      return either({ eq: value }, { in: [value, 7] }, { lt: value }, { gte: value }, { answered: false });
    case 'date': {
      const day = `2026-0${1 + (value % 9)}-15`;
      return either({ eq: day }, { in: [day] }, { lt: day }, { gte: day });
    }
    case 'text':
      return either({ eq: 'a' }, { contains: 'a' }, { answered: true }, { in: ['a', 'b'] });
    case 'boolean':
    case 'consent':
      return either({ eq: value % 2 === 0 }, { answered: value % 2 === 0 });
    case 'choice': {
      const { id } = pick(question.options);
      return either({ eq: id }, { contains: id }, { in: [id] }, { answered: true });
    }
    case 'ranking':
      return either({ eq: pick(question.options).id }, { answered: true });
    case 'matrix':
      return { ...either({ eq: pick(question.columns).id }, { answered: true }), row: pick(question.rows).id };
    case 'file':
      return { answer: question.id, answered: value % 2 === 0 };
    default:
      return undefined;
  }
}

function conditionOf(given: Draft, earlier: Question[]): Condition {
  if (given.is === 'not') return { not: conditionOf(given.one, earlier) };
  if (given.is !== 'leaf') return { [given.is]: given.of.map((one) => conditionOf(one, earlier)) };
  const { pick, operator, value } = given;
  const question = earlier[pick % Math.max(1, earlier.length)];
  const compared = question && comparisonOf(question, operator, value);
  if (compared) return compared;
  const subjects: Condition[] = [
    { data: 'plan', eq: 'pro' },
    { context: 'device.type', in: ['phone', 'tablet'] },
    { trait: 'seats', gte: value },
    { context: 'viewport.width', lt: 640 },
  ];
  return subjects[pick % subjects.length]!;
}

const perQuestion = fc.record({
  type: fc.constantFrom(...KINDS),
  size: fc.nat(5),
  flag: fc.boolean(),
  required: fc.boolean(),
  when: fc.option(draft, { freq: 3 }),
  /** A page begins here. */
  cut: fc.boolean(),
  pageWhen: fc.option(draft, { freq: 2 }),
  jumps: fc.array(fc.record({ when: draft, to: fc.nat(20) }), { maxLength: 2 }),
});

export const arbitrarySurvey: fc.Arbitrary<Survey> = fc
  .record({
    drafts: fc.array(perQuestion, { minLength: 1, maxLength: 8 }),
    paged: fc.boolean(),
    ends: fc.array(fc.option(draft), { maxLength: 3 }),
    reply: fc.option(draft),
  })
  .map(({ drafts, paged, ends: endDrafts, reply }) => {
    const one = new Set<string>();
    const questions = drafts.map(({ type: wished, size, flag, required, when }, at) => {
      // contact is asked once, and a survey with nothing but a statement asks nothing
      const type = (wished === 'contact' && one.has(wished)) || (!at && wished === 'statement') ? 'text' : wished;
      one.add(type);
      const question = questionOf(`q${at}`, type, size, flag);
      if (type !== 'statement') Object.assign(question, required && { required });
      return { question, when };
    });
    const pages: (Page & { first: number })[] = [];
    questions.forEach(({ question }, at) => {
      if (!at || drafts[at]!.cut) pages.push({ id: `p${pages.length}`, questions: [], first: at });
      pages.at(-1)!.questions.push(question.id);
    });
    const plain = questions.map(({ question }) => question);
    // whoever opens it is asked something
    questions.forEach(({ question, when }, at) => {
      if (at && when) question.when = conditionOf(when, plain.slice(0, at));
    });
    const ends: End[] = endDrafts.map((when, at) => ({
      id: `e${at}`,
      // one without a condition hides all that come after it
      ...((when ?? at < endDrafts.length - 1)
        ? { when: when ? conditionOf(when, plain) : { data: 'plan', eq: 'pro' } }
        : {}),
    }));
    pages.forEach((page, at) => {
      const { pageWhen, jumps } = drafts[page.first]!;
      if (at && pageWhen) page.when = conditionOf(pageWhen, plain.slice(0, page.first));
      const after = pages[at + 1]?.first ?? plain.length;
      const targets = [...pages.slice(at + 1), ...ends].map(({ id }) => id);
      if (targets.length && jumps.length)
        page.next = jumps.map(({ when, to }) => ({
          when: conditionOf(when, plain.slice(0, after)),
          to: targets[to % targets.length]!,
        }));
    });
    return {
      id: 'any',
      version: '1',
      mode: 'journey' as const,
      title: 'Any survey',
      questions: plain,
      ...(paged && { pages: pages.map(({ first: _, ...page }) => page) }),
      ...(ends.length && { ends }),
      ...(reply && { reply: conditionOf(reply, plain) }),
    };
  });

/** What may stand in a form for a question: an answer, none, or what an older version's draft left. */
export const arbitraryEntry = (question: Question): fc.Arbitrary<Answer['value'] | undefined> => {
  const ids = (list: { id: string }[]) => list.map(({ id }) => id);
  const strange = fc.constantFrom<Answer['value'] | undefined>(
    undefined,
    '',
    'a',
    -1,
    1.5,
    [],
    ['zzz'],
    { zzz: 'a' },
    true,
  );
  const fitting = ((): fc.Arbitrary<Answer['value']> => {
    switch (question.type) {
      case 'scale':
        return fc.integer({ min: question.scale.min, max: question.scale.max });
      case 'choice':
        return fc.subarray(ids(question.options), question.multiple ? {} : { minLength: 1, maxLength: 1 });
      case 'text':
        return fc.constantFrom('a', 'b', 'Banana', ' ');
      case 'boolean':
      case 'consent':
        return fc.boolean();
      case 'number':
        return fc.integer({ min: 0, max: 40 });
      case 'date':
        return fc.integer({ min: 1, max: 9 }).map((month) => `2026-0${month}-15`);
      case 'ranking':
        return fc.shuffledSubarray(ids(question.options), { minLength: question.options.length });
      case 'matrix':
        return fc
          .array(fc.constantFrom(...ids(question.columns)), {
            minLength: question.rows.length,
            maxLength: question.rows.length,
          })
          .map((columns) => Object.fromEntries(question.rows.map(({ id }, at) => [id, columns[at]!])));
      default:
        return fc.constant(['file']);
    }
  })();
  return fc.oneof({ weight: 4, arbitrary: fitting }, { weight: 1, arbitrary: strange });
};

/** A survey and what stands in its form. */
export const arbitraryVisit = arbitrarySurvey.chain((survey) =>
  fc.record({
    survey: fc.constant(survey),
    entered: fc.record(Object.fromEntries(survey.questions.map((question) => [question.id, arbitraryEntry(question)]))),
    around: fc.record({
      context: fc.record({
        'device.type': fc.constantFrom('phone', 'desktop'),
        'viewport.width': fc.constantFrom(320, 1280),
      }),
      data: fc.record({ plan: fc.constantFrom('pro', 'free', undefined) }),
      traits: fc.record({ seats: fc.constantFrom(1, 20, undefined) }),
    }),
  }),
);
