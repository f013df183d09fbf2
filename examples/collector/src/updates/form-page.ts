import { html } from 'hono/html';
import type { Html } from '../report/context';
import type { FormProblems, FormWords, UpdateForm } from './form';
import { languageChoices, languageName } from './languages';
import { MOST } from './wire';

export interface FormView {
  /** Where it is sent to. */
  action: string;
  form: UpdateForm;
  problems: FormProblems;
  /** Said above the form: why what was sent is not saved. */
  conflict?: string | undefined;
  /** `changedAt` of what is edited. */
  seen?: string | undefined;
  /** Tags in use: what visitors were shown, the most frequent first. */
  visitors: string[];
  /** What pressing the button does. */
  submit: string;
  /** Where "Cancel" leads. */
  back: string;
  /** A submission that led to it, to be named by it once it is made. */
  submission?: string | undefined;
  /** A theme whose submissions led to it, likewise. */
  theme?: string | undefined;
}

const problemAt = (problems: FormProblems, id: string) => {
  const problem = problems.get(id);
  return {
    marks: problem ? html` aria-invalid="true" aria-describedby="problem-${id}"` : '',
    said: problem ? html`<p class="problem" id="problem-${id}">${problem}</p>` : '',
  };
};

const languageFields = ({ form, problems, visitors }: FormView, words: FormWords, index: number) => {
  const choices = languageChoices([...visitors, ...form.words.map(({ locale }) => locale)]);
  const [locale, title, text] = ['locale', 'title', 'text'].map((field) =>
    problemAt(problems, `${field}-${index}`),
  ) as [ReturnType<typeof problemAt>, ReturnType<typeof problemAt>, ReturnType<typeof problemAt>];
  const lang = words.locale ? html` lang="${words.locale}"` : '';
  return html`<div class="field"><label for="locale-${index}">Language</label>
      <select id="locale-${index}" name="locale"${locale.marks}>
        ${!choices.some(({ tag }) => tag === words.locale) && html`<option value="">Choose one</option>`}
        ${choices.map(({ tag, name }) => html`<option value="${tag}"${tag === words.locale ? html` selected` : ''}>${name}</option>`)}
      </select>${locale.said}</div>
    <div class="field"><label for="title-${index}">Title <small>up to ${MOST.title} characters</small></label>
      <input id="title-${index}" name="title" value="${words.title}" dir="auto" autocomplete="off"${lang}${title.marks}>${title.said}</div>
    <div class="field"><label for="text-${index}">What was changed <small>up to ${MOST.text} characters</small></label>
      <textarea id="text-${index}" name="text" rows="6" dir="auto"${lang}${text.marks}>
${words.text}</textarea>${text.said}</div>`;
};

/** A fieldset for each language that it has, and an empty one for one more. */
export const updateForm = (view: FormView): Html => {
  const { action, form, problems, conflict, seen, visitors, submit, back, submission, theme } = view;
  const [first, ...others] = form.words;
  const url = problemAt(problems, 'url');
  const read = visitors.slice(0, 6).map(languageName).join(', ');
  return html`<form class="update-form" method="post" action="${action}">
    ${problems.size > 0 && html`<p class="problem" role="alert">Nothing is saved yet: ${problems.size === 1 ? 'one field needs' : `${problems.size} fields need`} a change.</p>`}
    ${conflict && html`<p class="problem" role="alert">${conflict}</p>`}
    ${seen && html`<input type="hidden" name="seen" value="${seen}">`}
    ${submission && html`<input type="hidden" name="submission" value="${submission}">`}
    ${theme && html`<input type="hidden" name="theme" value="${theme}">`}
    <fieldset><legend>First language</legend>
      <p class="hint">It is shown to everybody whose own language is not here.${read && ` Visitors here lately read ${read}.`}</p>
      ${languageFields(view, first, 0)}</fieldset>
    ${others.map(
      (words, index) =>
        html`<fieldset><legend>${languageName(words.locale) || 'Another language'}</legend><p class="hint">Empty both fields to remove this language.</p>${languageFields(view, words, index + 1)}</fieldset>`,
    )}
    <details><summary>Add a language</summary><fieldset><legend>Another language</legend>
      ${languageFields(view, { locale: '', title: '', text: '' }, form.words.length)}</fieldset></details>
    <fieldset><legend>Where to see it</legend>
      <div class="field"><label for="url">Web address <small>optional</small></label>
        <input id="url" name="url" type="url" value="${form.url}" placeholder="https://" autocomplete="off"${url.marks}>${url.said}</div></fieldset>
    <p class="acts"><button>${submit}</button> <a href="${back}">Cancel</a></p>
  </form>`;
};
