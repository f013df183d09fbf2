import type { Survey } from '../../../src/contract/types';
import { handsOf } from './hands';
import { newsDesk } from './news';
import { layoutOf, PRESETS } from './presets';
import type { Stage } from './stage';

/** The part of a stage that a tour needs. */
export type Ground = Pick<Stage, 'mount' | 'deliver' | 'root' | 'place'>;
export type Surveys = { [name: string]: Survey };
/** Puts one screen after the other on the stage, and says its name once it stands. */
export type Tour = (stage: Ground, surveys: Surveys) => AsyncGenerator<string, void, void>;

const required = (survey: Survey): Survey => ({
  ...survey,
  questions: survey.questions.map(
    (question) =>
      (question.type && question.type !== 'statement' ? { ...question, required: true } : question) as never,
  ),
});

/** Every screen that a preset can show. */
async function* presets(stage: Ground): AsyncGenerator<string, void, void> {
  const { answer, choose, click, fill, all, drawn, until } = handsOf(stage);
  for (const survey of PRESETS) {
    const layout = layoutOf(survey);
    const mount = (change: Parameters<Ground['mount']>[0] = {}) => stage.mount({ survey, layout, ...change });
    await mount();
    yield `${survey}, empty`;
    await mount({ requireConsent: true });
    await answer();
    yield `${survey}, all open`;
    await mount({ knownContact: { email: 'ada@example.com' } });
    await answer();
    yield `${survey}, with a known contact`;
    await mount({ requireConsent: true });
    // what stands inline shows its words only once it was rated
    if (layout === 'inline') await choose(0);
    for (const field of all<HTMLTextAreaElement>('textarea')) fill(field, 'a'.repeat(4001));
    await click('.send');
    await until('.problem');
    yield `${survey}, with its messages`;
    await mount({ outcome: { ok: false, code: 'error' }, reply: false });
    await answer();
    await click('.send');
    await until('[id="problem-:send"]');
    yield `${survey}, not kept`;
    await mount({ reply: false, settleMs: 60_000 });
    await answer();
    await click('.send');
    await until('.send[aria-busy=true]');
    yield `${survey}, busy`;
    // what became of the words stands alone: in a dialog, and in a page
    for (const kept of survey === 'feedback' || survey === 'helpful' ? (['device', 'memory'] as const) : []) {
      await mount({ settleMs: 0, outcome: { ok: true, id: 'one', kept } });
      await answer();
      await click('.send');
      await until('h3[tabindex]');
      yield `${survey}, kept in ${kept}`;
      for (const state of kept === 'memory' ? (['sending', 'sent', 'waiting', 'refused'] as const) : []) {
        stage.deliver(state);
        await drawn();
        yield `${survey}, ${state}`;
      }
    }
    if (layout === 'inline') continue;
    for (const news of survey === 'feedback' ? [newsDesk(true), newsDesk(false), newsDesk(true, false)] : []) {
      await mount({ news });
      yield `${survey}, with the way to ${news.fresh ? 'fresh' : 'no'} answers`;
      await click('.way');
      await until('.news + [role=status]');
      await drawn();
      yield `${survey}, ${news.fresh ? 'answers' : 'no answers'}${(await news.ask()) ? '' : ', not heard'}`;
    }
    await stage.mount({ survey, layout: 'prompt' });
    yield `${survey}, prompt`;
    await stage.mount({ survey, layout: 'inline' });
    await answer();
    yield `${survey}, inline`;
  }
}

/** Every question as it is asked, answered, and with what is said where an answer is missing or wrong. */
async function* questions(stage: Ground, surveys: Surveys): AsyncGenerator<string, void, void> {
  const { answer, mistake, click, all, until } = handsOf(stage);
  for (const [name, survey] of Object.entries(surveys)) {
    if (survey.pages) continue;
    const of = { ...survey, id: name };
    await stage.mount({ survey: of });
    yield `${name}, unanswered`;
    await answer();
    yield `${name}, answered`;
    if (survey.questions.some((question) => 'other' in question && question.other)) {
      await answer(-1);
      yield `${name}, answered otherwise`;
    }
    await stage.mount({ survey: required(of), requireConsent: true });
    await click('.send');
    await until('.problem');
    yield `${name}, missing`;
    if (!all('[type=text], [type=email], [type=date], [type=file]').length) continue;
    await mistake();
    await click('.send');
    await until('.problem');
    yield `${name}, wrong`;
  }
}

/** Every page of the surveys that have some, by the low end and by the high one, to the end and what became of it. */
async function* paged(stage: Ground, surveys: Surveys): AsyncGenerator<string, void, void> {
  const { answer, click, panel, until, drawn } = handsOf(stage);
  for (const [name, survey] of Object.entries(surveys)) {
    if (!survey.pages) continue;
    for (const end of [0, -1]) {
      const way = `${name} by its ${end ? 'last' : 'first'} points`;
      await stage.mount({
        survey: required({ ...survey, id: name }),
        knownContact: { name: 'Ada' },
        requireConsent: true,
        settleMs: 0,
      });
      for (let page = 1, last = false; !last; page++) {
        yield `${way}, page ${page}`;
        await click('.send');
        if (panel().querySelector('.problem')) yield `${way}, page ${page}, with its messages`;
        await answer(end);
        yield `${way}, page ${page}, answered`;
        const title = panel().querySelector('.page')!.textContent;
        await click('.send');
        // behind the last page there is no other
        last = [title, undefined].includes(panel().querySelector('.page')?.textContent);
        if (!last && page > survey.pages.length) throw new Error(`${way} does not end.`);
      }
      await until('h3[tabindex]:not(.page)');
      yield `${way}, end`;
      for (const state of ['sent', 'refused'] as const) {
        stage.deliver(state);
        await drawn();
        yield `${way}, ${state}`;
      }
    }
    await stage.mount({ survey: { ...survey, id: name }, layout: 'inline' });
    await answer();
    yield `${name}, inline`;
  }
}

export const tours: { [name: string]: Tour } = { presets, questions, paged };
